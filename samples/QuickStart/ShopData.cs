using Bogus;

namespace QuickStart;

/// <summary>The shop's rows: the same on every machine, so that the figures can be compared.</summary>
internal static class ShopData
{
    public const int CustomerCount = 20_000;
    public const int OrderCount = 200_000;
    public const int ChangedOrders = 1_500;
    public const int NewOrders = 500;

    private static readonly DateTime Opening = new(2025, 1, 1, 8, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Countries = ["AT", "CH", "DE", "FR", "IT"];
    private static readonly string[] Statuses = ["placed", "paid", "shipped", "delivered"];

    /// <summary>The first instant after all rows of <see cref="Orders"/>.</summary>
    public static DateTime NextDay { get; } = Opening.AddSeconds(OrderCount * 150L).AddDays(1);

    public static IEnumerable<Customer> Customers()
    {
        Faker faker = new("en") { Random = new Randomizer(20_250_101) };
        for (int id = 1; id <= CustomerCount; id++)
        {
            string name = faker.Name.FullName();
            yield return new Customer(id, name, $"{name.Replace(' ', '.')}.{id}@example.com", faker.PickRandom(Countries), Opening.AddMinutes(id));
        }
    }

    public static IEnumerable<Order> Orders()
    {
        Randomizer random = new(20_250_102);
        for (int id = 1; id <= OrderCount; id++)
        {
            DateTime placed = Opening.AddSeconds(id * 150L);
            yield return new Order(id, random.Int(1, CustomerCount), random.ArrayElement(Statuses), random.Int(500, 50_000) / 100m, placed, placed);
        }
    }

    public static IEnumerable<Order> OrdersOfTheNextDay()
    {
        Randomizer random = new(20_250_103);
        for (int i = 1; i <= NewOrders; i++)
        {
            DateTime placed = NextDay.AddMinutes(i);
            yield return new Order(OrderCount + i, random.Int(1, CustomerCount), "placed", random.Int(500, 50_000) / 100m, placed, placed);
        }
    }
}
