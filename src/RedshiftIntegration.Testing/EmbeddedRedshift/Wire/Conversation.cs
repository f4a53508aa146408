using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>The messages of a logged-in client, until it says goodbye. The simple protocol stands here, the extended one in <see cref="ExtendedQuery"/>.</summary>
internal sealed class Conversation(Session session, FrontendReader reader, BackendWriter writer)
{
    private readonly ExtendedQuery extended = new(session, writer);
    private bool skippingToSync;

    public void Run()
    {
        while (reader.Read() is { } message && message.Type != 'X')
        {
            Handle(message);
        }
    }

    private void Handle(FrontendMessage message)
    {
        if (skippingToSync && message.Type is not 'S')
        {
            return;
        }

        try
        {
            Dispatch(message);
        }
        catch (Exception e) when (e is not (IOException or ObjectDisposedException or ConnectionDroppedException))
        {
            session.Abort();
            writer.Error(session.Explain(e));
            if (message.Type == 'Q')
            {
                Ready();
            }
            else
            {
                skippingToSync = true;
            }
        }
    }

    private void Dispatch(FrontendMessage message)
    {
        switch (message.Type)
        {
            case 'Q': SimpleQuery(new BodyReader(message.Body).CString()); break;
            case 'P': extended.Parse(message.Body); break;
            case 'B': extended.Bind(message.Body); break;
            case 'D': extended.Describe(message.Body); break;
            case 'E': extended.Execute(message.Body); break;
            case 'C': extended.Close(message.Body); break;
            case 'S': Sync(); break;
            case 'H': writer.Flush(); break;
            case 'd' or 'c' or 'f': break; // Rows of a COPY FROM STDIN that was refused: the client couldn't know yet.
            case 'F': throw SqlError.NotSupported("the function call message");
            default: throw BodyReader.Violation($"invalid frontend message type '{message.Type}'");
        }
    }

    private void Sync()
    {
        skippingToSync = false;
        try
        {
            session.EndRequest();
        }
        catch (SqlError error)
        {
            writer.Error(error);
        }

        extended.EndRequest();
        Ready();
    }

    private void SimpleQuery(string text)
    {
        extended.ForgetUnnamed();
        IReadOnlyList<Statement> statements = Session.Parse(text);
        if (statements.Count == 0)
        {
            writer.Empty('I');
        }

        for (int i = 0; i < statements.Count; i++)
        {
            Prepared prepared = session.Prepare(statements[i], []);
            StatementResult result = session.Execute(prepared, [], alone: statements.Count == 1, last: i == statements.Count - 1);
            if (prepared.Columns.Length > 0)
            {
                writer.RowDescription(prepared.Columns, Formats.Text);
                int digits = session.ExtraFloatDigits;
                foreach (object?[] row in result.Rows)
                {
                    writer.DataRow(row, prepared.Columns, Formats.Text, digits);
                }
            }

            foreach (string notice in result.Notices)
            {
                writer.Notice(notice);
            }

            writer.CommandComplete(result.Tag);
        }

        session.EndRequest();
        Ready();
    }

    private void Ready()
    {
        writer.ReadyForQuery(session.Status);
        writer.Flush();
    }
}
