using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Dates, times and intervals.</summary>
internal static class DateForms
{
    private const string Family = "date functions";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Form(Family, "ADD_MONTHS keeps the last day of a month", Evidence.Documented, "r_ADD_MONTHS")
            .Accepts("SELECT ADD_MONTHS('2008-03-31', 1), ADD_MONTHS('2008-04-30', 1), ADD_MONTHS('2024-01-15'::DATE, -1)", "2008-04-30 00:00:00|2008-05-31 00:00:00|2023-12-15 00:00:00"),
        Rule.Form(Family, "days of the week and of the year are read, not added", Evidence.Documented, "r_Dateparts_for_datetime_functions").Refuses("SELECT DATEADD(dow, 1, '2024-01-31'::DATE)", "22023", "the part dow").Refuses("SELECT DATEADD(doy, 1, '2024-01-31'::DATE)", "22023", "the part doy")
            .Accepts("SELECT DATE_PART(dow, '2024-01-31'::DATE), DATE_PART(doy, '2024-01-31'::DATE)", "3|31"),
        Rule.Form(Family, "DATEADD", Evidence.Documented, "r_DATEADD_function")
            .Accepts("SELECT DATEADD(month, 18, '2008-02-28'), DATEADD(m, 18, '2008-02-28'), DATEADD(day, -1, '2024-03-01'::DATE)", "2009-08-28 00:00:00|2008-02-28 00:18:00|2024-02-29 00:00:00")
            .Accepts("SELECT DATEADD(month, 1, '2024-01-31'::DATE), DATEADD(month, 1, '2023-04-30'::DATE), DATEADD(qtr, 1, '2024-01-31'::DATE), DATEADD(w, 1, '2024-01-31'::DATE), DATEADD(yr, 1, '2024-02-29'::DATE)",
                "2024-02-29 00:00:00|2023-05-30 00:00:00|2024-04-30 00:00:00|2024-02-07 00:00:00|2025-02-28 00:00:00")
            .Accepts("SELECT DATEADD(minute, 5, TIME '13:14:15'), DATEADD(ms, 1500, '2024-01-31 00:00'::TIMESTAMP)", "13:19:15|2024-01-31 00:00:01.5")
            .Refuses("SELECT DATEADD(day, 1, TIME '13:14:15')", "22023", "a time has no part day").Refuses("SELECT DATEADD(fortnight, 1, '2024-01-31'::DATE)", "22023", "\"fortnight\" is not a date part"),
        Rule.Form(Family, "DATEDIFF counts boundaries", Evidence.Documented, "r_DATEDIFF_function")
            .Accepts("SELECT DATEDIFF(year, '2008-12-31', '2009-01-01'), DATEDIFF(week, '2009-01-01', '2009-12-31'), DATEDIFF(hour, '2023-01-01', '2023-01-03 05:04:03')", "1|52|53")
            .Accepts("SELECT DATEDIFF(day, '2024-01-07 23:59'::TIMESTAMP, '2024-01-08 00:01'::TIMESTAMP), DATEDIFF(month, '2024-02-01'::DATE, '2024-01-31'::DATE), DATEDIFF(minute, TIME '20:00:00', TIME '21:00:00')", "1|-1|60"),
        Rule.Form(Family, "DATEDIFF in weeks counts Mondays", Evidence.Known, "r_DATEDIFF_function").Accepts("SELECT DATEDIFF(week, '2024-01-07'::DATE, '2024-01-08'::DATE), DATEDIFF(week, '2024-01-08'::DATE, '2024-01-14'::DATE)", "1|0"),
        Rule.Form(Family, "DATE_CMP and its kin", Evidence.Documented, "r_DATE_CMP")
            .Accepts("SELECT DATE_CMP('2008-06-18', '2008-06-19'), TIMESTAMP_CMP('2024-01-02', '2024-01-01 10:00'), DATE_CMP_TIMESTAMP('2008-06-18', '2008-06-18'), TIMESTAMPTZ_CMP('2024-01-01 00:00+00', '2024-01-01 02:00+02')", "-1|1|0|0")
            .Accepts("SELECT TIMESTAMP_CMP_DATE('2008-06-18 01:00', '2008-06-18'), DATE_CMP_TIMESTAMPTZ('2008-06-17', '2008-06-18 00:00:00+00'), TIMESTAMPTZ_CMP_TIMESTAMP('2024-01-01 00:00+00', '2024-01-01'), DATE_CMP(NULL, '2024-01-01')", "1|-1|0|<null>").OnPostgres(),
        Rule.Form(Family, "DATE_PART is a double with the whole seconds", Evidence.Documented, "r_Dateparts_for_datetime_functions")
            .Accepts("SELECT DATE_PART(sec, '2009-09-21 11:10:03.189717'::TIMESTAMP), DATE_PART(minute, TIMESTAMP '20230104 04:05:06.789'), DATE_PART(dayofweek, TIMESTAMP '20220502 04:05:06.789'), DATE_PART(week, TIMESTAMP '20220502 04:05:06.789')", "3.189717|5|1|18")
            .Accepts("SELECT DATE_PART(century, TIMESTAMP '20220502'), DATE_PART('epoch', '1970-01-02'::TIMESTAMP), PGDATE_PART(year, '2024-02-11'::DATE)", "21|86400|2024"),
        Rule.Form(Family, "DATE_PART_YEAR", Evidence.Documented, "r_DATE_PART_YEAR").Accepts("SELECT DATE_PART_YEAR('2022-01-01'::DATE)", "2022"),
        Rule.Form(Family, "DATE_TRUNC", Evidence.Documented, "r_DATE_TRUNC")
            .Accepts("SELECT DATE_TRUNC('month', '2024-02-29 10:11:12'::TIMESTAMP), DATE_TRUNC('week', '2024-02-29'::TIMESTAMP), DATE_TRUNC('quarter', '2024-02-29'::TIMESTAMP), DATE_TRUNC('hour', '2024-02-29 10:11:12'::TIMESTAMP)",
                "2024-02-01 00:00:00|2024-02-26 00:00:00|2024-01-01 00:00:00|2024-02-29 10:00:00").OnPostgres(),
        Rule.Form(Family, "EXTRACT is one field", Evidence.Documented, "r_EXTRACT_function")
            .Accepts("SELECT EXTRACT(minute FROM TIMESTAMP '2009-09-09 12:08:43'), EXTRACT(ms FROM TIMESTAMP '2009-09-09 12:08:43.101'), EXTRACT(sec FROM TIMESTAMP '2009-09-09 12:08:43.9'), EXTRACT(us FROM TIME '18:25:33.123456')", "8|101|43|123456")
            .Accepts("SELECT EXTRACT(hour FROM TIME '18:25:33'), EXTRACT(dow FROM DATE '2024-02-11'), EXTRACT(doy FROM DATE '2024-02-11'), EXTRACT(epoch FROM TIMESTAMP '1970-01-02')", "18|0|42|86400"),
        Rule.Form(Family, "the decades begin with number 1, the centuries with the year 1", Evidence.Documented, "r_Dateparts_for_datetime_functions")
            .Accepts("SELECT EXTRACT(decade FROM TIMESTAMP '1999-02-16 20:38:40'), EXTRACT(decade FROM TIMESTAMP '2000-02-16 20:38:40'), EXTRACT(century FROM TIMESTAMP '2000-12-16 12:21:13'), EXTRACT(century FROM TIMESTAMP '2001-12-16'), EXTRACT(mil FROM TIMESTAMP '2000-12-16'), EXTRACT(mil FROM TIMESTAMP '2001-12-16')", "200|201|20|21|2|3"),
        Rule.Form(Family, "GETDATE, SYSDATE, CURRENT_DATE", Evidence.Documented, "r_GETDATE").Accepts("SELECT GETDATE() <= SYSDATE + INTERVAL '1 minute', TRUNC(SYSDATE) = CURRENT_DATE", "t|t"),
        Rule.Form(Family, "LAST_DAY and NEXT_DAY", Evidence.Documented, "r_NEXT_DAY")
            .Accepts("SELECT LAST_DAY('2024-02-11'::DATE), LAST_DAY('2023-02-11 10:00'::TIMESTAMP), NEXT_DAY('2014-08-20', 'Tuesday'), NEXT_DAY('2014-08-26'::DATE, 'tu'), NEXT_DAY('2014-08-25'::DATE, 'Sun')", "2024-02-29|2023-02-28|2014-08-26|2014-09-02|2014-08-31")
            .Refuses("SELECT NEXT_DAY('2014-08-20', 'Someday')", "22023", "\"Someday\" is not a day of the week"),
        Rule.Form(Family, "MONTHS_BETWEEN", Evidence.Documented, "r_MONTHS_BETWEEN_function")
            .Accepts("SELECT MONTHS_BETWEEN('1969-01-18', '1969-03-18'), MONTHS_BETWEEN('2014-08-31', '2014-09-30'), MONTHS_BETWEEN('2014-03-15 10:00', '2014-02-15 05:00'), ROUND(MONTHS_BETWEEN('2008-12-25 15:00', '2008-01-21 19:30'), 2)", "-2|-1|1|11.12"),
        Rule.Form(Family, "CONVERT_TIMEZONE", Evidence.Documented, "CONVERT_TIMEZONE")
            .Accepts("SELECT CONVERT_TIMEZONE('PST', '2008-08-24 09:36:12'), CONVERT_TIMEZONE('US/Pacific', '2008-08-24 09:36:12'), CONVERT_TIMEZONE('EST', 'PST', '20080305 12:25:29')", "2008-08-24 01:36:12|2008-08-24 02:36:12|2008-03-05 09:25:29")
            .Accepts("SELECT CONVERT_TIMEZONE('America/New_York', '2013-02-01 08:00:00'), CONVERT_TIMEZONE('America/New_York', '2013-06-01 08:00:00'), CONVERT_TIMEZONE('UTC', 'Europe/Berlin', '2024-07-01'::TIMESTAMP)", "2013-02-01 03:00:00|2013-06-01 04:00:00|2024-07-01 02:00:00")
            .Refuses("SELECT CONVERT_TIMEZONE('Mars/Base', '2013-02-01')", "22023", "not recognized"),
        Rule.Form(Family, "AT TIME ZONE and TIMEZONE", Evidence.Documented, "r_AT_TIME_ZONE")
            .Accepts("SELECT TIMESTAMP '2024-01-15 10:00' AT TIME ZONE 'America/New_York' = TIMESTAMPTZ '2024-01-15 15:00+00', TIMESTAMPTZ '2024-01-15 15:00+00' AT TIME ZONE 'PST', TIMEZONE('America/New_York', TIMESTAMPTZ '2024-01-15 15:00+00')", "t|2024-01-15 07:00:00|2024-01-15 10:00:00")
            .Refuses("SELECT TIMESTAMP '2026-01-01' AT TIME ZONE 'Mars/Base'", "22023", "time zone \"Mars/Base\" not recognized").Refuses("SELECT TIMESTAMP '2026-01-01' AT TIME ZONE z FROM (SELECT 'Mars/Base' AS z UNION ALL SELECT 'UTC') AS q", "22023", "time zone \"Mars/Base\" not recognized").OnPostgres(),
        Rule.Form(Family, "TRUNC of a time stamp", Evidence.Documented, "r_TRUNC_date").Accepts("SELECT TRUNC('2011-07-21 10:32:38.248109'::TIMESTAMP)", "2011-07-21"),
        Rule.Form(Family, "INTERVAL arithmetic", Evidence.Documented, "r_interval_literals")
            .Accepts("SELECT '2008-12-31'::DATE + INTERVAL '52 weeks', '2008-12-31'::DATE + INTERVAL '1 year', '2008-12-31'::DATE + INTERVAL '0.5 days', '2008-12-31'::DATE + INTERVAL '6', '2008-12-31'::TIMESTAMP + INTERVAL '7 days, 3 hours, 59 minutes'",
                "2009-12-30 00:00:00|2009-12-31 00:00:00|2008-12-31 12:00:00|2008-12-31 00:00:06|2009-01-07 03:59:00")
            .Accepts("SELECT '2024-01-31'::TIMESTAMP + INTERVAL '1 month', '2024-01-31'::TIMESTAMP - INTERVAL '5' DAY, TIMESTAMP 'epoch' + 1199217600 * INTERVAL '1 second', '2024-01-31'::DATE + INTERVAL '2' MONTH", "2024-02-29 00:00:00|2024-01-26 00:00:00|2008-01-01 20:00:00|2024-03-31 00:00:00")
            .Refuses("SELECT '2024-01-31'::DATE + INTERVAL '1 fortnight'", "22007", "invalid input syntax for type interval: \"1 fortnight\"").OnPostgres(),
        Rule.Form(Family, "dates and days", Evidence.Documented, "r_Dateparts_for_datetime_functions").Accepts("SELECT '2024-02-29'::DATE + 1, '2024-03-01'::DATE - '2024-02-01'::DATE, '2024-03-01'::DATE - 1", "2024-03-01|29|2024-02-29").OnPostgres(),
    ];
}
