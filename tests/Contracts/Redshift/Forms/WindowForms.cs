using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Window functions.</summary>
internal static class WindowForms
{
    private const string Family = "window functions";
    private const string Sales = "CREATE TABLE winsales (id INT, seller INT, qty INT, shipped INT, note VARCHAR(5))";
    private const string Rows = "INSERT INTO winsales VALUES (1, 1, 10, 10, 'a'), (2, 1, 30, NULL, 'b'), (3, 1, 10, NULL, 'c'), (4, 2, 20, 20, 'a '), (5, 2, 20, 25, 'b')";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("ROW_NUMBER, RANK, DENSE_RANK", "r_WF_RANK").Accepts("SELECT id, ROW_NUMBER() OVER (ORDER BY qty, id), RANK() OVER (ORDER BY qty), DENSE_RANK() OVER (ORDER BY qty) FROM winsales ORDER BY id", "1|1|1|1", "2|5|5|3", "3|2|1|1", "4|3|3|2", "5|4|3|2").OnPostgres(),
        Form("PERCENT_RANK, CUME_DIST, NTILE", "r_WF_NTILE").Accepts("SELECT id, PERCENT_RANK() OVER (ORDER BY id), CUME_DIST() OVER (ORDER BY id), NTILE(2) OVER (ORDER BY id) FROM winsales ORDER BY id", "1|0|0.2|1", "2|0.25|0.4|1", "3|0.5|0.6|1", "4|0.75|0.8|2", "5|1|1|2").OnPostgres(),
        Form("texts are ranked without trailing blanks", "r_Character_types").Accepts("SELECT id, RANK() OVER (ORDER BY note) FROM winsales ORDER BY id", "1|1", "2|3", "3|5", "4|1", "5|3"),
        Form("LAG and LEAD, IGNORE NULLS", "r_WF_LAG")
            .Accepts("SELECT id, LAG(shipped) OVER (ORDER BY id), LAG(shipped, 2) OVER (ORDER BY id), LAG(shipped) IGNORE NULLS OVER (ORDER BY id), LEAD(shipped) RESPECT NULLS OVER (ORDER BY id) FROM winsales ORDER BY id",
                "1|<null>|<null>|<null>|<null>", "2|10|<null>|10|<null>", "3|<null>|10|10|20", "4|<null>|<null>|10|25", "5|20|<null>|20|<null>"),
        Form("LAG and LEAD have no default", "r_WF_LAG", Evidence.Measured).Refuses("SELECT LAG(qty, 1, 0) OVER (ORDER BY id) FROM winsales", "0A000", "Default parameter not be supported for window function lag").Accepts("SELECT COALESCE(LAG(qty, 1) OVER (ORDER BY id), 0) FROM winsales WHERE id = 1", "0"),
        Form("FIRST_VALUE, LAST_VALUE, NTH_VALUE", "r_WF_first_value")
            .Accepts("SELECT id, FIRST_VALUE(id) OVER (PARTITION BY seller ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), LAST_VALUE(shipped IGNORE NULLS) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING), NTH_VALUE(id, 2) OVER (PARTITION BY seller ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM winsales ORDER BY id",
                "1|1|10|2", "2|1|10|2", "3|1|10|2", "4|4|20|5", "5|4|25|5"),
        Form("aggregates over frames", "c_Window_functions")
            .Accepts("SELECT id, SUM(qty) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING), SUM(qty) OVER (PARTITION BY seller), AVG(qty) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING), COUNT(*) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING), MAX(qty) OVER () FROM winsales ORDER BY id",
                "1|10|50|20|5|30", "2|40|50|16|4|30", "3|50|50|20|3|30", "4|70|40|16|2|30", "5|90|40|20|1|30"),
        Form("an aggregate with ORDER BY needs its frame", "c_Window_functions").Refuses("SELECT SUM(qty) OVER (ORDER BY id) FROM winsales", "42601", "frame clause").Refuses("SELECT FIRST_VALUE(qty) OVER (ORDER BY id) FROM winsales", "42601", "Aggregate window functions with an ORDER BY clause require a frame clause").Accepts("SELECT MAX(s) FROM (SELECT SUM(qty) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) AS s FROM winsales) q", "90"),
        Form("a frame doesn't begin behind its end", "c_Window_functions").Refuses("SELECT SUM(qty) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND 2 PRECEDING) FROM winsales", "42P20", "frame starting from CURRENT ROW cannot end with 2 PRECEDING").Refuses("SELECT SUM(qty) OVER (ORDER BY id ROWS BETWEEN 3 FOLLOWING AND CURRENT ROW) FROM winsales", "42P20", "frame starting from 3 FOLLOWING cannot end with CURRENT ROW")
            .Accepts("SELECT SUM(qty) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) FROM winsales WHERE id < 3", "<null>", "10").OnPostgres(),
        Form("ranking functions have no frame", "c_Window_functions").Refuses("SELECT RANK() OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) FROM winsales", "42601", "a frame clause is not allowed for rank").Accepts("SELECT RANK() OVER (ORDER BY id) FROM winsales WHERE id = 1", "1"),
        Form("no constants in a window's definition", "c_Window_functions", Evidence.Measured).Refuses("SELECT ROW_NUMBER() OVER (PARTITION BY 1 ORDER BY id) FROM winsales", "0A000", "constant expressions are not supported in partition by clauses")
            .Refuses("SELECT ROW_NUMBER() OVER (ORDER BY 'a') FROM winsales", "0A000", "constant expressions").Accepts("SELECT ROW_NUMBER() OVER () FROM winsales WHERE id = 1", "1"),
        Form("aggregates order and part a window of groups", "c_Window_functions")
            .Accepts("SELECT seller, ROW_NUMBER() OVER (ORDER BY COUNT(*) DESC), RANK() OVER (PARTITION BY COUNT(*) ORDER BY seller), NTILE(2) OVER (ORDER BY COUNT(*)) FROM winsales GROUP BY seller ORDER BY seller", "1|1|1|2", "2|2|1|1")
            .Accepts("SELECT COUNT(*) FROM (SELECT ROW_NUMBER() OVER (ORDER BY RANDOM()) FROM winsales) q", "5").OnPostgres(),
        Form("NTILE makes one group at least", "r_WF_NTILE").Refuses("SELECT NTILE(0) OVER (ORDER BY id) FROM winsales", "22014", "argument of ntile must be greater than zero").Accepts("SELECT NTILE(1) OVER (ORDER BY id) FROM winsales WHERE id = 1", "1").OnPostgres(),
        Form("QUALIFY by an aggregate's order", "r_QUALIFY_clause").Accepts("SELECT seller FROM winsales WHERE id > 0 GROUP BY seller QUALIFY ROW_NUMBER() OVER (ORDER BY COUNT(*) DESC) = 1", "1")
            .Refuses("SELECT seller FROM winsales WHERE id > 0 GROUP BY seller QUALIFY ROW_NUMBER() OVER (ORDER BY 'a') = 1", "0A000", "constant expressions"),
        Form("OVER belongs to window functions, DISTINCT to aggregates", "c_Window_functions").Refuses("SELECT ROW_NUMBER()", "42809", "window function row_number requires an OVER clause").Refuses("SELECT UPPER('a') OVER ()", "42809", "OVER specified, but upper is not a window function nor an aggregate function").Refuses("SELECT UPPER(DISTINCT 'a')", "42809", "upper is not an aggregate function").Accepts("SELECT UPPER('a'), ROW_NUMBER() OVER ()", "A|1").OnPostgres(),
        Form("window functions stand in the select list", "c_Window_functions").Refuses("SELECT id FROM winsales WHERE ROW_NUMBER() OVER (ORDER BY id) = 1", "42P20", "window functions not allowed in WHERE clause").Refuses("SELECT seller FROM winsales GROUP BY seller HAVING RANK() OVER (ORDER BY seller) = 1", "42P20", "window functions not allowed in HAVING clause")
            .Accepts("SELECT id FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM winsales) q WHERE n = 1", "1").OnPostgres(),
        Form("QUALIFY", "r_QUALIFY_clause").Accepts("SELECT id FROM winsales w QUALIFY ROW_NUMBER() OVER (PARTITION BY seller ORDER BY id DESC) = 1 ORDER BY id", "3", "5").Accepts("SELECT id, RANK() OVER (ORDER BY qty DESC) AS r FROM winsales w QUALIFY r = 1", "2|1"),
        Form("QUALIFY right after FROM needs an alias", "r_QUALIFY_clause").Refuses("SELECT id FROM winsales QUALIFY ROW_NUMBER() OVER (ORDER BY id) = 1", "42601", "near \"QUALIFY\"")
            .Accepts("SELECT id FROM winsales WHERE id > 1 QUALIFY ROW_NUMBER() OVER (ORDER BY id) = 1", "2"),
        Form("RATIO_TO_REPORT", "r_WF_RATIO_TO_REPORT").Accepts("SELECT id, RATIO_TO_REPORT(qty) OVER (PARTITION BY seller) FROM winsales ORDER BY id", "1|0.2", "2|0.6", "3|0.2", "4|0.5", "5|0.5").Refuses("SELECT RATIO_TO_REPORT(qty) OVER (ORDER BY id) FROM winsales", "42601", "OVER of ratio_to_report can't contain ORDER BY or a frame clause"),
        Form("MEDIAN, PERCENTILE_CONT, PERCENTILE_DISC, LISTAGG over partitions", "r_WF_PERCENTILE_DISC")
            .Accepts("SELECT id, MEDIAN(qty) OVER (PARTITION BY seller), PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY qty) OVER (), PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY qty) OVER (PARTITION BY seller), LISTAGG(id, ',') WITHIN GROUP (ORDER BY id) OVER (PARTITION BY seller) FROM winsales ORDER BY id",
                "1|10.0|20|10.0|1,2,3", "2|10.0|20|10.0|1,2,3", "3|10.0|20|10.0|1,2,3", "4|20.0|20|20.0|4,5", "5|20.0|20|20.0|4,5")
            .Refuses("SELECT MEDIAN(qty) OVER (ORDER BY id) FROM winsales", "42601", "OVER of median can't contain ORDER BY or a frame clause"),
        Form("DISTINCT in a window", "r_WF_COUNT").Refuses("SELECT COUNT(DISTINCT qty) OVER (PARTITION BY seller) FROM winsales", "0A000", "DISTINCT is not implemented for window functions").Accepts("SELECT COUNT(qty) OVER (PARTITION BY seller) FROM winsales WHERE id = 4", "1").OnPostgres(),
        Form("IGNORE NULLS belongs to functions of values", "r_WF_first_value").Refuses("SELECT SUM(qty) IGNORE NULLS OVER (PARTITION BY seller) FROM winsales", "42601", "IGNORE NULLS is not allowed for sum").Accepts("SELECT FIRST_VALUE(shipped) IGNORE NULLS OVER (ORDER BY id DESC ROWS UNBOUNDED PRECEDING) FROM winsales WHERE id < 4 ORDER BY id", "10", "<null>", "<null>"),
    ];

    private static Rule Form(string title, string source, Evidence evidence = Evidence.Documented) => Rule.Form(Family, title, evidence, source).Given(Sales, Rows);
}
