using System.Globalization;
using Npgsql;
using Npgsql.Schema;
using NpgsqlTypes;
using RedshiftIntegration.Testing.Functions;

namespace RedshiftIntegration.Testing.Tests.Wire;

/// <summary>Each type that a result or a parameter can have, in binary (what Npgsql asks for) and in text.</summary>
public sealed class ValueFormatTests : RedshiftTest
{
    public static TheoryData<string, object, string> Values => new()
    {
        { "true", true, "t" },
        { "CAST(-32768 AS SMALLINT)", short.MinValue, "-32768" },
        { "CAST(2147483647 AS INTEGER)", int.MaxValue, "2147483647" },
        { "CAST(-9223372036854775807 AS BIGINT)", -9223372036854775807L, "-9223372036854775807" },
        { "CAST(1.5 AS REAL)", 1.5f, "1.5" },
        { "CAST(-0.1 AS DOUBLE PRECISION)", -0.1, "-0.1" },
        { "CAST(1e300 AS DOUBLE PRECISION)", 1e300, "1e+300" },
        { "CAST('12345.670' AS DECIMAL(12,3))", 12345.670m, "12345.670" },
        { "CAST('-0.0001' AS DECIMAL(18,4))", -0.0001m, "-0.0001" },
        { "CAST('0' AS DECIMAL(38,0))", 0m, "0" },
        { "CAST('10000' AS DECIMAL(10,0))", 10000m, "10000" },
        { "CAST('99999999999999999999999999.99' AS DECIMAL(28,2))", 99999999999999999999999999.99m, "99999999999999999999999999.99" },
        { "CAST('Zürich ☃' AS VARCHAR(40))", "Zürich ☃", "Zürich ☃" },
        { "CAST('' AS VARCHAR(40))", "", "" },
        { "CAST('1969-12-31' AS DATE)", new DateOnly(1969, 12, 31), "1969-12-31" },
        { "CAST('2024-02-29 23:59:59.123456' AS TIMESTAMP)", new DateTime(2024, 2, 29, 23, 59, 59, 123, 456), "2024-02-29 23:59:59.123456" },
        { "CAST('1999-01-01 00:00:00' AS TIMESTAMP)", new DateTime(1999, 1, 1), "1999-01-01 00:00:00" },
        { "CAST('2024-06-01 12:00:00+00' AS TIMESTAMPTZ)", new DateTime(2024, 6, 1, 12, 0, 0, DateTimeKind.Utc), "2024-06-01 12:00:00+00" },
        { "CAST('13:14:15.5' AS TIME)", new TimeOnly(13, 14, 15, 500), "13:14:15.5" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_result_reads_the_same_in_binary_and_in_text(string expression, object value, string text)
    {
        (await Scalar($"SELECT {expression}")).Should().Be(value);

        await using NpgsqlCommand command = Source.CreateCommand($"SELECT {expression}");
        command.AllResultTypesAreUnknown = true;
        (await command.ExecuteScalarAsync(Cancel)).Should().Be(text);
    }

    [Fact]
    public async Task Floating_point_numbers_are_exact_in_binary_and_short_in_text()
    {
        (await Scalar("SELECT 0.1::FLOAT8 + 0.2::FLOAT8")).Should().Be(0.1 + 0.2);
        (await Scalar("SELECT 16777217::FLOAT8 / 3")).Should().Be(16777217d / 3);
        await using NpgsqlCommand command = Source.CreateCommand("SELECT 0.1::FLOAT8 + 0.2::FLOAT8");
        command.AllResultTypesAreUnknown = true;

        (await command.ExecuteScalarAsync(Cancel)).Should().Be("0.3");
    }

    [Theory]
    [InlineData(0, "0.333333333333333", "0.333333")]
    [InlineData(2, "0.33333333333333331", "0.33333334")]
    [InlineData(-15, "0.3", "0.3")]
    public void Extra_digits_count_from_fifteen_and_six(int extra, string ofDouble, string ofFloat)
    {
        FloatText.Print(1d / 3, extra).Should().Be(ofDouble);
        FloatText.Print(1f / 3, extra).Should().Be(ofFloat);
    }

    [Theory]
    [InlineData(1e15, "1e+15")]
    [InlineData(123456789012345d, "123456789012345")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1e300, "1e+300")]
    [InlineData(-0.0, "-0")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(double.NaN, "NaN")]
    public void A_double_is_printed_as_printf_does(double value, string text) => FloatText.Print(value, 0).Should().Be(text);

    [Fact]
    public async Task A_decimal_of_38_digits_arrives_whole()
    {
        await using NpgsqlCommand command = Source.CreateCommand("SELECT CAST('-12345678901234567890123456789012345678' AS DECIMAL(38,0))");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancel);
        await reader.ReadAsync(Cancel);

        reader.GetFieldValue<System.Numerics.BigInteger>(0).Should().Be(System.Numerics.BigInteger.Parse("-12345678901234567890123456789012345678", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Row_descriptions_carry_types_and_modifiers()
    {
        await Run("CREATE TABLE t (b BOOLEAN, s SMALLINT, i INTEGER, l BIGINT, r REAL, f DOUBLE PRECISION, n DECIMAL(12,3), c CHAR(5), v VARCHAR(40), d DATE, ts TIMESTAMP, tz TIMESTAMPTZ, x SUPER, y VARBYTE(16))");
        await using NpgsqlCommand command = Source.CreateCommand("SELECT * FROM t");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancel);

        List<NpgsqlDbColumn> columns = [.. (await reader.GetColumnSchemaAsync(Cancel)).Cast<NpgsqlDbColumn>()];

        columns.Select(c => c.TypeOID).Should().Equal(16u, 21u, 23u, 20u, 700u, 701u, 1700u, 1042u, 1043u, 1082u, 1114u, 1184u, 4000u, 6551u);
        columns[6].NumericPrecision.Should().Be(12);
        columns[6].NumericScale.Should().Be(3);
        columns[7].ColumnSize.Should().Be(5);
        columns[8].ColumnSize.Should().Be(40);
    }

    [Fact]
    public async Task Null_is_null_in_every_type()
    {
        await Run("CREATE TABLE t (b BOOLEAN, s SMALLINT, i INTEGER, l BIGINT, r REAL, f DOUBLE PRECISION, n DECIMAL(12,3), c CHAR(5), v VARCHAR(40), d DATE, ts TIMESTAMP, tz TIMESTAMPTZ)");
        await Run("INSERT INTO t (b) VALUES (NULL)");

        (await Rows("SELECT * FROM t")).Single().Should().OnlyContain(v => v == null);
    }

    [Fact]
    public async Task Super_and_varbyte_are_read_as_text()
    {
        await Run("CREATE TABLE t (x SUPER, y VARBYTE(16))");
        await Run("INSERT INTO t SELECT JSON_PARSE('{\"a\":[1,2]}'), CAST('00ff' AS VARBYTE(16))");

        (await Scalar("SELECT JSON_SERIALIZE(x) FROM t")).Should().Be("{\"a\":[1,2]}");
        Func<Task> direct = () => Scalar("SELECT x FROM t");
        await direct.Should().ThrowAsync<InvalidCastException>("Npgsql knows no type 4000, with a real Redshift neither");
    }

    public static TheoryData<string, object?, string> Parameters => new()
    {
        { "b BOOLEAN", true, "true" },
        { "s SMALLINT", (short)-7, "-7" },
        { "i INTEGER", int.MinValue + 1, "-2147483647" },
        { "l BIGINT", long.MaxValue, "9223372036854775807" },
        { "r REAL", 2.5f, "2.5" },
        { "f DOUBLE PRECISION", -2.25, "-2.25" },
        { "n DECIMAL(18,4)", 123456.7891m, "123456.7891" },
        { "n DECIMAL(18,4)", 0.0001m, "0.0001" },
        { "n DECIMAL(18,4)", -10000m, "-10000.0000" },
        { "n DECIMAL(28,18)", 1.123456789012345678m, "1.123456789012345678" },
        { "v VARCHAR(40)", "it's \\ ☃", "it's \\ ☃" },
        { "d DATE", new DateOnly(2024, 2, 29), "2024-02-29" },
        { "ts TIMESTAMP", new DateTime(2024, 2, 29, 1, 2, 3, 456), "2024-02-29 01:02:03.456" },
        { "tz TIMESTAMPTZ", new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc), "2024-02-29 01:02:03+00" },
        { "i INTEGER", null, null! },
    };

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task A_parameter_arrives_as_it_was_sent(string column, object? value, string? text)
    {
        await Run($"CREATE TABLE t ({column})");
        await using (NpgsqlCommand insert = Source.CreateCommand("INSERT INTO t VALUES ($1)"))
        {
            insert.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            await insert.ExecuteNonQueryAsync(Cancel);
        }

        await using NpgsqlCommand select = Source.CreateCommand("SELECT * FROM t");
        select.AllResultTypesAreUnknown = true;
        object? read = await select.ExecuteScalarAsync(Cancel);
        (read is DBNull ? null : read).Should().Be(value is true ? "t" : text);
    }

    [Fact]
    public async Task Bytes_are_sent_as_varbyte()
    {
        await Run("CREATE TABLE t (y VARBYTE(16))");
        await using (NpgsqlCommand insert = Source.CreateCommand("INSERT INTO t VALUES ($1)"))
        {
            insert.Parameters.Add(new NpgsqlParameter { Value = new byte[] { 0, 255, 16 } });
            await insert.ExecuteNonQueryAsync(Cancel);
        }

        (await Scalar("SELECT TO_HEX(y) FROM t")).Should().Be("00ff10");
    }

    [Fact]
    public async Task A_text_with_a_zero_byte_is_refused()
    {
        await using NpgsqlCommand select = Source.CreateCommand("SELECT CAST($1 AS VARCHAR(10))");
        select.Parameters.Add(new NpgsqlParameter { Value = "a\0b" });

        (await Fails(select.ExecuteScalarAsync(Cancel))).SqlState.Should().Be("22021");
    }

    [Fact]
    public async Task A_prepared_statement_runs_with_new_values_each_time()
    {
        await Run("CREATE TABLE t (id BIGINT, name VARCHAR(20), price DECIMAL(10,2))");
        await using NpgsqlConnection connection = await Connect();
        await using NpgsqlCommand insert = new("INSERT INTO t VALUES (@id, @name, @price)", connection);
        insert.Parameters.Add("id", NpgsqlDbType.Bigint);
        insert.Parameters.Add("name", NpgsqlDbType.Text);
        insert.Parameters.Add("price", NpgsqlDbType.Numeric);
        await insert.PrepareAsync(Cancel);
        for (int i = 1; i <= 3; i++)
        {
            insert.Parameters[0].Value = (long)i;
            insert.Parameters[1].Value = $"n{i}";
            insert.Parameters[2].Value = i + 0.25m;
            (await insert.ExecuteNonQueryAsync(Cancel)).Should().Be(1);
        }

        await using NpgsqlCommand select = new("SELECT name, price FROM t WHERE id = @id", connection);
        select.Parameters.Add("id", NpgsqlDbType.Bigint);
        await select.PrepareAsync(Cancel);
        select.Parameters[0].Value = 2L;
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(Cancel);
        (await reader.ReadAsync(Cancel)).Should().BeTrue();
        (reader.GetString(0), reader.GetDecimal(1)).Should().Be(("n2", 2.25m));
    }

    [Fact]
    public async Task A_prepared_statement_survives_a_change_of_its_table()
    {
        await Run("CREATE TABLE t (a INTEGER)");
        await Run("INSERT INTO t VALUES (1)");
        await using NpgsqlConnection connection = await Connect();
        await using NpgsqlCommand select = new("SELECT a FROM t", connection);
        await select.PrepareAsync(Cancel);
        (await select.ExecuteScalarAsync(Cancel)).Should().Be(1);

        await Run("DROP TABLE t");
        await Run("CREATE TABLE t (a INTEGER)");
        await Run("INSERT INTO t VALUES (2)");

        (await select.ExecuteScalarAsync(Cancel)).Should().Be(2);
    }
}
