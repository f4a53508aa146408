import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Arrays;

/** What a program does with PostgreSQL's JDBC driver, printed line by line; arguments: JDBC URL, user. The password comes from the environment. */
public final class JdbcSession {
    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], System.getenv("PGPASSWORD"))) {
            connect(connection);
            query(connection);
            prepared(connection);
            parameters(connection);
            batch(connection);
            fetchSize(connection);
            metadata(connection.getMetaData());
            errors(connection);
            timeout(connection);
            transaction(connection);
        }
    }

    private static void connect(Connection connection) throws SQLException {
        say("valid", connection.isValid(5));
        say("version", connection.getMetaData().getDatabaseProductVersion());
        say("isolation", connection.getTransactionIsolation() == Connection.TRANSACTION_SERIALIZABLE);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setReadOnly(false);
        connection.setSchema("public");
        say("schema", connection.getSchema());
        say("catalog", connection.getCatalog());
    }

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE items (id BIGINT NOT NULL, name VARCHAR(40), price DECIMAL(18,4), made TIMESTAMP, seen TIMESTAMPTZ, day DATE, ratio DOUBLE PRECISION, ok BOOLEAN,"
                + " small SMALLINT, code CHAR(3), PRIMARY KEY (id))");
            say("inserted", statement.executeUpdate("INSERT INTO items VALUES (1, 'ä☃', 12.3400, '2024-02-29 01:02:03.456789', '2024-02-29 01:02:03+00', '1969-12-31', 0.1, true, -7, 'ab'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"));
            try (ResultSet rows = statement.executeQuery("SELECT * FROM items ORDER BY id")) {
                ResultSetMetaData columns = rows.getMetaData();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    say("column", columns.getColumnName(i) + " " + columns.getColumnTypeName(i) + " " + columns.getPrecision(i) + " " + columns.getScale(i));
                }

                while (rows.next()) {
                    say("row", line(rows));
                }
            }

            say("several", statement.execute("SELECT 1; SELECT 2"));
            statement.getMoreResults();
            try (ResultSet second = statement.getResultSet()) {
                second.next();
                say("second", second.getInt(1));
            }
        }
    }

    /** From the fifth use on the driver names the statement and asks for binary values. */
    private static void prepared(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT id, name, price, made, seen, day, ratio, ok, small FROM items WHERE id = ?")) {
            for (int i = 0; i < 8; i++) {
                statement.setLong(1, 1);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    say("use " + i, rows.getLong(1) + " " + rows.getString(2) + " " + rows.getBigDecimal(3) + " " + rows.getTimestamp(4) + " " + rows.getTimestamp(5).toInstant() + " " + rows.getDate(6)
                        + " " + rows.getDouble(7) + " " + rows.getBoolean(8) + " " + rows.getShort(9));
                }
            }
        }
    }

    private static void parameters(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, 3);
            insert.setString(2, "it's \\ \"quoted\"");
            insert.setBigDecimal(3, new BigDecimal("-99999999999999.9999"));
            insert.setTimestamp(4, Timestamp.valueOf("1999-12-31 23:59:59.999999"));
            insert.setTimestamp(5, Timestamp.from(java.time.Instant.parse("2001-01-01T00:00:00Z")));
            insert.setDate(6, Date.valueOf("2000-01-01"));
            insert.setDouble(7, -1e300);
            insert.setBoolean(8, false);
            insert.setShort(9, (short) 32767);
            insert.setString(10, "z");
            say("inserted", insert.executeUpdate());
            insert.setLong(1, 4);
            for (int i = 2; i <= 10; i++) {
                insert.setNull(i, new int[] {Types.VARCHAR, Types.NUMERIC, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE, Types.DATE, Types.DOUBLE, Types.BOOLEAN, Types.SMALLINT, Types.CHAR}[i - 2]);
            }

            say("inserted", insert.executeUpdate());
        }

        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("SELECT * FROM items WHERE id > 2 ORDER BY id")) {
            while (rows.next()) {
                say("row", line(rows));
            }
        }
    }

    private static void batch(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO items (id, name) VALUES (?, ?)")) {
            for (int i = 100; i < 110; i++) {
                insert.setLong(1, i);
                insert.setString(2, "n" + i);
                insert.addBatch();
            }

            say("batch", Arrays.toString(insert.executeBatch()));
        }

        try (Statement statement = connection.createStatement()) {
            statement.addBatch("UPDATE items SET name = 'x' WHERE id = 100");
            statement.addBatch("DELETE FROM items WHERE id = 101");
            say("batch", Arrays.toString(statement.executeBatch()));
        }
    }

    /** In a transaction a fetch size makes a portal that is read in parts. */
    private static void fetchSize(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(4);
            long sum = 0;
            int count = 0;
            try (ResultSet rows = statement.executeQuery("SELECT id FROM items WHERE id >= 100 ORDER BY id")) {
                while (rows.next()) {
                    sum += rows.getLong(1);
                    count++;
                }
            }

            say("fetched", count + " " + sum);
            statement.setMaxRows(2);
            try (ResultSet rows = statement.executeQuery("SELECT id FROM items ORDER BY id")) {
                count = 0;
                while (rows.next()) {
                    count++;
                }
            }

            say("at most", count);
        }

        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void metadata(DatabaseMetaData data) throws SQLException {
        print("table", data.getTables(null, "public", "items", new String[] {"TABLE"}), "TABLE_SCHEM", "TABLE_NAME", "TABLE_TYPE");
        print("field", data.getColumns(null, "public", "items", "%"), "COLUMN_NAME", "TYPE_NAME", "DATA_TYPE", "COLUMN_SIZE", "DECIMAL_DIGITS", "IS_NULLABLE", "COLUMN_DEF");
        print("schema", data.getSchemas(), "TABLE_SCHEM");
        print("key", data.getPrimaryKeys(null, "public", "items"), "COLUMN_NAME", "KEY_SEQ", "PK_NAME");
        print("index", data.getIndexInfo(null, "public", "items", false, true), "INDEX_NAME");
        print("catalog", data.getCatalogs(), "TABLE_CAT");
        print("kind", data.getTableTypes(), "TABLE_TYPE");
        refused("imported", () -> print("imported", data.getImportedKeys(null, "public", "items"), "FKCOLUMN_NAME"));
        refused("procedures", () -> print("procedure", data.getProcedures(null, null, "%"), "PROCEDURE_NAME"));
        refused("privileges", () -> print("privilege", data.getTablePrivileges(null, "public", "items"), "PRIVILEGE"));
        refused("types", () -> print("type", data.getTypeInfo(), "TYPE_NAME"));
    }

    private static void errors(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            refused("column", () -> statement.executeQuery("SELECT nme FROM items"));
            refused("syntax", () -> statement.executeQuery("SELEC 1"));
            refused("null", () -> statement.executeUpdate("INSERT INTO items (id) VALUES (NULL)"));
            refused("too long", () -> statement.executeUpdate("INSERT INTO items (id, code) VALUES (1, 'abcd')"));
            refused("division", () -> statement.executeQuery("SELECT 1 / (id - id) FROM items"));
            refused("copy", () -> statement.execute("COPY items FROM STDIN"));
            say("alive", connection.isValid(5));
        }
    }

    private static void timeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            refused("timeout", () -> statement.executeQuery("/* rsi run=jdbc step=held */ SELECT 1"));
            say("alive", connection.isValid(5));
        }
    }

    private static void transaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM items");
            connection.rollback();
            refused("savepoint", () -> connection.setSavepoint("s"));
            refused("aborted", () -> statement.executeQuery("SELECT 1"));
            connection.rollback();
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM items")) {
                rows.next();
                say("left", rows.getLong(1));
            }
        }

        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void refused(String what, Work work) {
        try {
            work.run();
        } catch (SQLException e) {
            say("refused " + what, e.getSQLState() + " " + e.getMessage().split("\n")[0]);
        } catch (Exception e) {
            say("failed " + what, e);
        }
    }

    private static void print(String what, ResultSet rows, String... columns) throws SQLException {
        try (rows) {
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (String column : columns) {
                    line.append(line.length() == 0 ? "" : " ").append(rows.getString(column));
                }

                say(what, line);
            }
        }
    }

    private static String line(ResultSet rows) throws SQLException {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            line.append(i == 1 ? "" : "|").append(rows.getString(i));
        }

        return line.toString();
    }

    private static void say(String what, Object value) {
        System.out.println(what + ": " + value);
    }
}
