using System.ComponentModel.DataAnnotations.Schema;

namespace RedshiftIntegration.Tests.Spine;

public sealed record Order(long Id, int CustomerId, decimal Total, string Email, DateTime UpdatedAt);

public sealed class Customer
{
    public int Id { get; init; }

    [Column("FULL_NAME")]
    public string? Name { get; init; }

    public DateOnly? BornOn { get; init; }

    [NotMapped]
    public string Display => $"{Id} {Name}";

    public string this[int index] => $"{Name}{index}";
}

internal static class SampleDefinitions
{
    public static PipelineDefinition Orders => Pipeline
        .From(MySqlTable.Named<Order>("shop", "orders").IncrementalBy(o => o.UpdatedAt, TimeSpan.FromMinutes(90)).Where($"status = {"paid"} AND total > {10.5m}"))
        .MapFields(map => map
            .Field(o => o.Id, "order_id")
            .Field(o => o.Total, "total_amount", f => f.As(RedshiftType.Decimal(12, 2)))
            .Field(o => o.Email, "email_sha256", f => f.Through(Transform.Trim).Through(Transform.Lower).Through(Transform.Sha256).Pii())
            .Computed("source", Transform.Constant("shop"))
            .Ignore(o => o.CustomerId)
            .Rest())
        .To(RedshiftTable.Named("analytics.orders").DistributedBy("order_id").SortedBy("updated_at").MergedOn("order_id"));

    public static PipelineDefinition Invoices => Pipeline
        .From(DatabaseQuery.Named("legacy", "invoices", "SELECT * FROM invoices"))
        .MapFields(map => map
            .Column("INVOICE_NO")
            .Column("AMOUNT", "amount", f => f.As(RedshiftType.Decimal(18, 4)))
            .Computed("city_line", Transform.Concat(" ", "ZIP", "CITY")))
        .To(RedshiftTable.Named("finance", "invoices").In("dwh").DistributedToAll().Replaced().AllowingEmpty());

    public static PipelineDefinition Accounts => Pipeline
        .From(MySqlTable.Named("crm", "Account"))
        .MapFields()
        .To(RedshiftTable.Named("sales.account"));
}
