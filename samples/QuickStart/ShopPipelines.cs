using RedshiftIntegration;

namespace QuickStart;

/// <summary>The two pipelines: this is all that an application has to write.</summary>
internal static class ShopPipelines
{
    public static PipelineDefinition Customers(IShop shop) => Pipeline
        .From(shop.Table<Customer>("customers").IncrementalBy(c => c.UpdatedAt))
        .MapFields(map => map
            .Field(c => c.Id, "customer_id")
            .Field(c => c.Email, "email_hash", f => f.Through(Transform.Lower).Through(Transform.Sha256).Pii())
            .Rest())
        .To(RedshiftTable.Named("analytics.customers").DistributedToAll().MergedOn("customer_id"));

    public static PipelineDefinition Orders(IShop shop) => Pipeline
        .From(shop.Table<Order>("orders").IncrementalBy(o => o.UpdatedAt))
        .MapFields(map => map
            .Field(o => o.Id, "order_id")
            .Field(o => o.Total, "total_amount", f => f.As(RedshiftType.Decimal(14, 2)))
            .Rest())
        .To(RedshiftTable.Named("analytics.orders").DistributedBy("customer_id").SortedBy("placed_at").MergedOn("order_id"));
}
