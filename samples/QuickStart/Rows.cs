namespace QuickStart;

/// <summary>A row of the shop's table customers.</summary>
public sealed record Customer(long Id, string Name, string Email, string Country, DateTime UpdatedAt);

/// <summary>A row of the shop's table orders.</summary>
public sealed record Order(long Id, long CustomerId, string Status, decimal Total, DateTime PlacedAt, DateTime UpdatedAt);
