using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Texts that are dates, times, time stamps and zones, and values that become texts.</summary>
internal static class DateLiteralForms
{
    private const string Literals = "r_Date_and_time_literals";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("dates in all their forms", Literals)
            .Accepts("SELECT 'January 8, 1999'::DATE, '1999-01-08'::DATE, '1/8/1999'::DATE, '01/02/00'::DATE, '2000-Jan-31'::DATE, 'Jan-31-2000'::DATE, '31-Jan-2000'::DATE", "1999-01-08|1999-01-08|1999-01-08|2000-01-02|2000-01-31|2000-01-31|2000-01-31")
            .Accepts("SELECT '20080215'::DATE, '080215'::DATE, '2008.366'::DATE, '2008.001'::DATE, ' 2008-02-15 '::DATE, '2024-1-1'::DATE", "2008-02-15|2008-02-15|2008-12-31|2008-01-01|2008-02-15|2024-01-01")
            .Refuses("SELECT '2007.366'::DATE", "22008", "date/time field value out of range").Refuses("SELECT '081301'::DATE", "22008", "date/time field value out of range").Refuses("SELECT '2023-02-29'::DATE", "22008", "date/time field value out of range").Refuses("SELECT '0802150'::DATE", "22007", "invalid input syntax for a date or time").Refuses("SELECT 'soon'::DATE", "22007", "invalid input syntax for a date or time"),
        Form("times in all their forms", Literals)
            .Accepts("SELECT '04:05:06.789'::TIME, '04:05:06'::TIME, '04:05'::TIME, '040506'::TIME, '04:05 AM'::TIME, '04:05 PM'::TIME, '16:05'::TIME, TIME '12:00 am'", "04:05:06.789|04:05:06|04:05:00|04:05:06|04:05:00|16:05:00|16:05:00|00:00:00")
            .Refuses("SELECT '16:05 PM'::TIME", "22008", "date/time field value out of range").Refuses("SELECT '25:00'::TIME", "22008", "date/time field value out of range").Refuses("SELECT '04:60'::TIME", "22008", "date/time field value out of range").Refuses("SELECT 'noon'::TIME", "22007", "invalid input syntax for type time").OnPostgres(),
        Form("time stamps join any date and any time", Literals)
            .Accepts("SELECT '20080215 04:05:06.789'::TIMESTAMP, '20080215 04:05'::TIMESTAMP, '20080215 040506'::TIMESTAMP, '20080215 04:05 PM'::TIMESTAMP, '20080215 16:05'::TIMESTAMP, '20080215'::TIMESTAMP",
                "2008-02-15 04:05:06.789|2008-02-15 04:05:00|2008-02-15 04:05:06|2008-02-15 16:05:00|2008-02-15 16:05:00|2008-02-15 00:00:00")
            .Accepts("SELECT '080215 040506'::TIMESTAMP, '2008.366 04:05'::TIMESTAMP, 'Jan-31-2000 04:05 AM'::TIMESTAMP, '2024-1-1 1:2:3'::TIMESTAMP", "2008-02-15 04:05:06|2008-12-31 04:05:00|2000-01-31 04:05:00|2024-01-01 01:02:03")
            .Refuses("SELECT '20080215 16:05 PM'::TIMESTAMP", "22008", "date/time field value out of range").OnPostgres(),
        Form("a zone after a time", "r_EXTRACT_function")
            .Accepts("SELECT '1.12.1997 07:37:16.00 PST'::TIMESTAMPTZ, '2024-01-01 10:00-08'::TIMESTAMPTZ, '2024-01-01 10:00+0530'::TIMESTAMPTZ, '2024-07-01 10:00 Europe/Berlin'::TIMESTAMPTZ", "1997-01-12 15:37:16+00|2024-01-01 18:00:00+00|2024-01-01 04:30:00+00|2024-07-01 08:00:00+00").OnPostgres(),
        Form("a TIMETZ is turned to UTC", "c_Supported_data_types")
            .Accepts("SELECT '10:00+02'::TIMETZ, '20:00:00 PST'::TIMETZ, '10:00'::TIMETZ, '23:30-02:45'::TIMETZ, '00:30:00.5+01'::TIMETZ", "08:00:00+00|04:00:00+00|10:00:00+00|02:15:00+00|23:30:00.5+00")
            .Refuses("SELECT '10:00 Europe/Berlin'::TIMETZ", "22007", "invalid input syntax for type time"),
        Form("now, today, tomorrow and yesterday", Literals)
            .Accepts("SELECT 'now'::TIMESTAMP = SYSDATE, 'today'::DATE = CURRENT_DATE, 'tomorrow'::DATE - 'today'::DATE, 'TODAY'::TIMESTAMP - INTERVAL '1 day' = 'yesterday'::TIMESTAMP, DATEADD(day, 1, 'today') = 'tomorrow', TIMESTAMP 'now' = DATEADD(day, 0, 'now')", "t|t|1|t|t|t")
            .Accepts("SELECT word::TIMESTAMP = DATE_TRUNC('day', SYSDATE) FROM (SELECT 'today' AS word UNION ALL SELECT 'today') AS q", "t", "t")
            .Given("CREATE TABLE t (a INT, d DATE DEFAULT 'today', s TIMESTAMP)", "INSERT INTO t (a, s) VALUES (1, 'tomorrow')").Accepts("SELECT d = CURRENT_DATE, s - INTERVAL '1 day' = 'today' FROM t WHERE d >= 'yesterday'", "t|t")
            .Refuses("SELECT 'nowadays'::TIMESTAMP", "22007", "invalid input syntax for a date or time"),
        Form("POSIX-style zones count westwards", "CONVERT_TIMEZONE")
            .Accepts("SELECT CONVERT_TIMEZONE('GMT', 'NEWZONE +2', '2014-05-17 12:00:00'), CONVERT_TIMEZONE('GMT', 'NEWZONE-2:15', '2014-05-17 12:00:00'), CONVERT_TIMEZONE('GMT', 'America/Los_Angeles+2', '2014-05-17 12:00:00'), CONVERT_TIMEZONE('GMT', 'GMT+2', '2014-05-17 12:00:00')",
                "2014-05-17 10:00:00|2014-05-17 14:15:00|2014-05-17 10:00:00|2014-05-17 10:00:00")
            .Accepts("SELECT CONVERT_TIMEZONE('PST8', '2024-07-01 00:00'), CONVERT_TIMEZONE('PST8PDT', '2024-07-01 00:00'), CONVERT_TIMEZONE('EST5', 'PST8', '2024-07-01 00:00'), CONVERT_TIMEZONE('EST5EDT', 'UTC', '2024-01-01 00:00')",
                "2024-06-30 16:00:00|2024-06-30 17:00:00|2024-06-30 21:00:00|2024-01-01 05:00:00"),
        Form("the parts of an interval", "r_EXTRACT_function")
            .Accepts("SELECT EXTRACT(day FROM INTERVAL '3 days'), EXTRACT(hour FROM INTERVAL '3 days 4 hours'), EXTRACT(month FROM INTERVAL '14 months'), EXTRACT(year FROM INTERVAL '14 months'), EXTRACT(sec FROM INTERVAL '61.5 seconds')", "3|4|2|1|1")
            .Accepts("SELECT DATE_PART(day, INTERVAL '3 days'), DATE_PART(minute, TIMESTAMP '2024-01-03 10:11' - TIMESTAMP '2024-01-01'), DATE_PART(epoch, INTERVAL '1 day'), EXTRACT(epoch FROM '2024-01-03'::TIMESTAMP - '2024-01-01'::TIMESTAMP)", "3|11|86400|172800"),
        Form("dates, times and numbers become texts for LIKE and its kin", "c_Supported_data_types")
            .Given("CREATE TABLE t (i INT, n DECIMAL(5,2), f FLOAT, d DATE, s TIMESTAMP, c TIME, b BOOLEAN)", "INSERT INTO t VALUES (12, 12.5, 1.5, '2024-02-03', '2024-02-03 10:11:12', '10:11', TRUE), (3, 7, 7, '2023-01-01', '2023-01-01', '11:00', FALSE)")
            .Accepts("SELECT i LIKE '1%', n LIKE '12.50', f LIKE '1._', d LIKE '2024-02%', s LIKE '%10:11:12', c LIKE '10%', d NOT LIKE '2024%', s ILIKE '2024%' FROM t ORDER BY i DESC", "t|t|t|t|t|t|f|t", "f|f|f|f|f|f|t|f")
            .Accepts("SELECT d SIMILAR TO '2024%', d ~ '-02-', i || '/' || d, UPPER(d), SUBSTRING(s, 1, 7), REPLACE(d, '-', '') FROM t WHERE i LIKE '1_'", "t|t|12/2024-02-03|2024-02-03|2024-02|20240203")
            .Refuses("SELECT b LIKE 't%' FROM t", "42883", "operator does not exist: boolean LIKE").Refuses("SELECT UPPER(b) FROM t", "42883", "function upper(boolean) does not exist"),
        Form("a literal beside a date's minus is a date", "c_Supported_data_types")
            .Accepts("SELECT '2024-01-03'::DATE - '2023-12-31', '2024-12-31' - '2024-02-03'::DATE, EXTRACT(day FROM '2024-01-03 12:00'::TIMESTAMP - '2023-12-31')", "3|332|3").OnPostgres(),
        Form("POSIX-style zones in AT TIME ZONE", "r_AT_TIME_ZONE", Evidence.Known)
            .Accepts("SELECT TIMESTAMPTZ '2024-01-15 15:00+00' AT TIME ZONE 'EST5', TIMESTAMP '2024-01-15 15:00' AT TIME ZONE 'EST5', TIMESTAMPTZ '2024-07-15 15:00+00' AT TIME ZONE 'EST5EDT'", "2024-01-15 10:00:00|2024-01-15 20:00:00+00|2024-07-15 11:00:00").OnPostgres(),
    ];

    private static Rule Form(string title, string source, Evidence evidence = Evidence.Documented) => Rule.Form("date literals", title, evidence, source);
}
