using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Aggregates.</summary>
internal static class AggregateForms
{
    private const string Family = "aggregates";
    private const string Sales = "CREATE TABLE sales (id INT, seller INT, qty INT, price DECIMAL(8,2), note VARCHAR(10), paid BOOLEAN, at DATE)";
    private const string Rows = "INSERT INTO sales VALUES (1, 1, 10, 1.00, 'x', TRUE, '2024-01-01'), (2, 1, 15, 2.01, 'y', FALSE, '2024-01-03'), (3, 2, 20, 3.00, 'x ', TRUE, '2024-01-02'), (4, 2, NULL, NULL, '', NULL, NULL)";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("COUNT, SUM, AVG, MIN, MAX", "c_Aggregate_Functions")
            .Accepts("SELECT COUNT(*), COUNT(qty), SUM(qty), AVG(qty), SUM(price), AVG(price), MIN(price), MAX(at) FROM sales", "4|3|45|15|6.01|2.00|1.00|2024-01-03"),
        Form("AVG of integers is cut", "r_AVG").Accepts("SELECT AVG(qty), AVG(qty::DECIMAL(5,2)) FROM sales WHERE id < 3", "12|12.50"),
        Form("aggregates of no row", "c_Aggregate_Functions").Accepts("SELECT COUNT(*), SUM(qty), AVG(qty), MIN(note) FROM sales WHERE id > 9", "0|<null>|<null>|<null>").OnPostgres(),
        Form("DISTINCT takes texts with trailing blanks for one", "r_COUNT").Accepts("SELECT COUNT(DISTINCT note), COUNT(DISTINCT seller), SUM(DISTINCT seller) FROM sales", "3|2|3"),
        Form("APPROXIMATE COUNT(DISTINCT)", "r_COUNT").Accepts("SELECT APPROXIMATE COUNT(DISTINCT seller) FROM sales", "2").Refuses("SELECT APPROXIMATE SUM(qty) FROM sales", "42601", "APPROXIMATE stands before COUNT(DISTINCT"),
        Form("APPROXIMATE PERCENTILE_DISC", "r_APPROXIMATE_PERCENTILE_DISC").Accepts("SELECT APPROXIMATE PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY qty) FROM sales", "15"),
        Form("LISTAGG leaves out NULLs and empty texts", "r_LISTAGG")
            .Accepts("SELECT LISTAGG(note, ',') WITHIN GROUP (ORDER BY id), LISTAGG(id) WITHIN GROUP (ORDER BY id) FROM sales", "x,y,x |1234")
            .Accepts("SELECT LISTAGG(DISTINCT note, ',') WITHIN GROUP (ORDER BY note DESC) FROM sales", "y,x").Accepts("SELECT LISTAGG(DISTINCT qty, ', ') WITHIN GROUP (ORDER BY qty) FROM sales", "10, 15, 20")
            .Accepts("SELECT seller, LISTAGG(id, '|') WITHIN GROUP (ORDER BY id DESC) FROM sales GROUP BY seller ORDER BY 1", "1|2|1", "2|4|3"),
        Form("LISTAGG has at most 65535 bytes", "r_LISTAGG").Accepts("SELECT LEN(LISTAGG(REPEAT('x', 10000))) FROM sales", "40000").Refuses("SELECT LISTAGG(REPEAT('x', 30000)) FROM sales", "XX000", "Result size exceeds LISTAGG limit"),
        Form("aggregates that sort have one order", "r_MEDIAN")
            .Refuses("SELECT LISTAGG(id) WITHIN GROUP (ORDER BY qty), LISTAGG(qty) WITHIN GROUP (ORDER BY id) FROM sales", "0A000", "must be the same")
            .Refuses("SELECT PERCENTILE_CONT(0.6) WITHIN GROUP (ORDER BY qty), MEDIAN(price) FROM sales", "0A000", "must be the same")
            .Accepts("SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY qty) = MEDIAN(qty) FROM sales", "t"),
        Form("aggregates that sort need a table", "c_SQL_functions_compute_node_only").Refuses("SELECT LISTAGG('a')", "0A000", "user created tables").Refuses("SELECT MEDIAN(1)", "0A000", "One or more of the used functions must be applied on at least one user created tables.").Accepts("SELECT LISTAGG('a') FROM sales", "aaaa"),
        Form("MEDIAN and PERCENTILE_CONT", "r_MEDIAN").Accepts("SELECT MEDIAN(qty) FROM sales", "15.0").Accepts("SELECT PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY qty) FROM sales", "12.50")
            .Accepts("SELECT MEDIAN(price) FROM sales WHERE id < 3", "1.505").Accepts("SELECT MEDIAN(at) FROM sales", "2024-01-02").Refuses("SELECT PERCENTILE_CONT(1.5) WITHIN GROUP (ORDER BY qty) FROM sales", "22003", "percentile value 1.5 is not between 0 and 1"),
        Form("STDDEV and VARIANCE", "r_STDDEV_functions").Accepts("SELECT STDDEV(qty)::DEC(14,2), STDDEV_SAMP(qty)::DEC(14,2), VARIANCE(qty), VAR_SAMP(qty), VAR_POP(qty::FLOAT8) FROM sales WHERE qty <> 15", "7.07|7.07|50|50|25")
            .Accepts("SELECT STDDEV(qty), STDDEV_POP(qty) FROM sales WHERE id = 1", "<null>|0"),
        Form("BOOL_AND, BOOL_OR, BIT_AND, BIT_OR", "c_bitwise_aggregate_functions").Accepts("SELECT BOOL_AND(paid), BOOL_OR(paid), BIT_AND(qty), BIT_OR(qty), BOOL_AND(qty) FROM sales", "f|t|0|31|t"),
        Form("ANY_VALUE", "r_ANY_VALUE").Accepts("SELECT ANY_VALUE(seller) FROM sales WHERE seller = 2", "2"),
        Form("SUM of BIGINT is BIGINT", "r_SUM").Given("CREATE TABLE big (n BIGINT)", "INSERT INTO big VALUES (9223372036854775807), (1)").Refuses("SELECT SUM(n) FROM big", "22003", "Numeric data overflow (result precision)").Accepts("SELECT SUM(n::DECIMAL(38,0)) FROM big", "9223372036854775808"),
        Form("MIN and MAX of booleans are not there", "r_MAX").Refuses("SELECT MAX(paid) FROM sales", "42883", "function max(").Accepts("SELECT MAX(paid::INT) FROM sales", "1").OnPostgres(),
        Form("a column beside an aggregate", "r_GROUP_BY_clause").Refuses("SELECT seller, SUM(qty) FROM sales", "42803", "column \"sales.seller\" must appear in the GROUP BY clause or be used in an aggregate function").Accepts("SELECT seller, SUM(qty) FROM sales GROUP BY seller ORDER BY 1", "1|25", "2|20").OnPostgres(),
        Form("HAVING", "r_HAVING_clause").Accepts("SELECT seller FROM sales GROUP BY seller HAVING SUM(qty) > 20", "1").Refuses("SELECT seller FROM sales WHERE SUM(qty) > 20 GROUP BY seller", "42803", "aggregates not allowed in WHERE clause: sum").OnPostgres(),
    ];

    private static Rule Form(string title, string source) => Rule.Form(Family, title, Evidence.Documented, source).Given(Sales, Rows);
}
