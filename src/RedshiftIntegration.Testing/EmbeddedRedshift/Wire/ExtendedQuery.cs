using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>Parse, Bind, Describe, Execute and Close; the prepared statements are the session's, for PREPARE knows them too.</summary>
internal sealed class ExtendedQuery(Session session, BackendWriter writer)
{
    private readonly Dictionary<string, Prepared> statements = session.PreparedStatements;
    private readonly Dictionary<string, Portal> portals = new(StringComparer.Ordinal);

    /// <summary>Statements executed since the last Sync: together they are one implicit transaction.</summary>
    private int executed;

    public void Parse(byte[] message)
    {
        BodyReader body = new(message);
        string name = body.CString();
        string text = body.CString();
        List<SqlType?> declared = [];
        for (int count = body.Int16(); count > 0; count--)
        {
            declared.Add(WireTypes.Declared(unchecked((uint)body.Int32())));
        }

        if (name.Length > 0 && statements.ContainsKey(name))
        {
            throw new SqlError("42P05", $"prepared statement \"{name}\" already exists");
        }

        IReadOnlyList<Statement> parsed = Session.Parse(text);
        if (parsed.Count > 1)
        {
            throw new SqlError("42601", "cannot insert multiple commands into a prepared statement");
        }

        statements[name] = parsed.Count == 0 ? Prepared.Nothing : session.Prepare(parsed[0], declared);
        writer.Empty('1');
    }

    public void Bind(byte[] message)
    {
        BodyReader body = new(message);
        string name = body.CString();
        string statementName = body.CString();
        Prepared statement = Statement(statementName);
        session.Refresh(statement);
        Formats parameterFormats = Formats.Read(ref body);
        object?[] parameters = ReadParameters(ref body, statement.ParameterTypes, parameterFormats, statementName);
        Formats resultFormats = Formats.Read(ref body);
        if (name.Length > 0 && portals.ContainsKey(name))
        {
            throw new SqlError("42P03", $"cursor \"{name}\" already exists");
        }

        portals[name] = new Portal(Widened(statement, parameters), parameters, resultFormats);
        writer.Empty('2');
    }

    public void Describe(byte[] message)
    {
        BodyReader body = new(message);
        byte kind = body.Byte();
        string name = body.CString();
        if (kind == 'S')
        {
            Prepared statement = Statement(name);
            session.Refresh(statement);
            writer.ParameterDescription(statement.ParameterTypes);
            Describe(statement, Formats.Text);
        }
        else
        {
            Portal portal = Portal(name);
            Describe(portal.Statement, portal.Formats);
        }
    }

    public void Execute(byte[] message)
    {
        BodyReader body = new(message);
        Portal portal = Portal(body.CString());
        int limit = body.Int32();
        if (portal.Statement.IsNothing)
        {
            writer.Empty('I');
            return;
        }

        if (portal.Result is null)
        {
            portal.Result = session.Execute(portal.Statement, portal.Parameters, alone: executed++ == 0, last: false);
            foreach (string notice in portal.Result.Notices)
            {
                writer.Notice(notice);
            }
        }

        ImmutableArray<ResultColumn> columns = portal.Statement.Columns;
        int sent = 0;
        int digits = session.ExtraFloatDigits;
        while (columns.Length > 0 && portal.Next < portal.Result.Rows.Count && (limit <= 0 || sent < limit))
        {
            writer.DataRow(portal.Result.Rows[portal.Next++], columns, portal.Formats, digits);
            sent++;
        }

        // As PostgreSQL: a limit that is reached suspends, even when no row is left.
        if (columns.Length > 0 && limit > 0 && sent == limit)
        {
            writer.Empty('s');
        }
        else
        {
            writer.CommandComplete(portal.Result.Tag);
        }
    }

    public void Close(byte[] message)
    {
        BodyReader body = new(message);
        byte kind = body.Byte();
        string name = body.CString();
        _ = kind == 'S' ? statements.Remove(name) : portals.Remove(name);
        writer.Empty('3');
    }

    /// <summary>Portals end with their transaction.</summary>
    public void EndRequest()
    {
        executed = 0;
        if (session.Status != 'T')
        {
            portals.Clear();
        }
    }

    /// <summary>A simple query destroys the unnamed statement and portal.</summary>
    public void ForgetUnnamed()
    {
        statements.Remove("");
        portals.Remove("");
    }

    private void Describe(Prepared statement, Formats formats)
    {
        if (statement.Columns.Length > 0)
        {
            writer.RowDescription(statement.Columns, formats);
        }
        else
        {
            writer.Empty('n');
        }
    }

    /// <summary>The statement bound for values that the declared types can't hold; itself in all common cases.</summary>
    private Prepared Widened(Prepared statement, object?[] parameters)
    {
        if (statement.IsNothing)
        {
            return statement;
        }

        SqlType?[] declared = [.. statement.Declared.Take(parameters.Length)];
        bool widened = false;
        for (int i = 0; i < declared.Length; i++)
        {
            if (declared[i] is { } type && ParameterFormat.Widened(parameters[i], type) is { } wider)
            {
                declared[i] = wider;
                widened = true;
            }
        }

        return widened ? session.Prepare(statement.Statement, declared) : statement;
    }

    private static object?[] ReadParameters(ref BodyReader body, ImmutableArray<SqlType> types, Formats formats, string statement)
    {
        int count = body.Int16();
        if (count != types.Length)
        {
            throw new SqlError("08P01", $"bind message supplies {count} parameters, but prepared statement \"{statement}\" requires {types.Length}");
        }

        object?[] parameters = new object?[count];
        for (int i = 0; i < count; i++)
        {
            int length = body.Int32();
            parameters[i] = length < 0 ? null : ParameterFormat.Read(body.Bytes(length), formats.IsBinary(i), types[i]);
        }

        return parameters;
    }

    private Prepared Statement(string name) =>
        statements.GetValueOrDefault(name) ?? throw new SqlError("26000", $"prepared statement \"{name}\" does not exist");

    private Portal Portal(string name) =>
        portals.GetValueOrDefault(name) ?? throw new SqlError("34000", $"portal \"{name}\" does not exist");
}
