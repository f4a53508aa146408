using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Relations that clients join and that Redshift, or the double, has no rows for.</summary>
internal abstract class EmptyView(string name, params Statements.ResultColumn[] columns) : SystemView(PgCatalog, name, columns)
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) => [];
}

internal sealed class PgIndex() : EmptyView(
    "pg_index",
    Oid("indexrelid"), Oid("indrelid"), Short("indnatts"), Bool("indisunique"), Bool("indisprimary"), Bool("indisclustered"), Bool("indisvalid"),
    Bool("indisreplident"), Text("indkey"), Text("indclass"), Text("indexprs"), Text("indpred"));

internal sealed class PgInherits() : EmptyView("pg_inherits", Oid("inhrelid"), Oid("inhparent"), Int("inhseqno"));

internal sealed class PgCollation() : EmptyView("pg_collation", Oid("oid"), NameOf("collname"), Oid("collnamespace"));

internal sealed class PgAm() : EmptyView("pg_am", Oid("oid"), NameOf("amname"));

internal sealed class PgTrigger() : EmptyView("pg_trigger", Oid("oid"), Oid("tgrelid"), NameOf("tgname"), Bool("tgisinternal"));
