using System.CommandLine;
using QuickStart;

Option<string?> mySql = new("--mysql")
{
    Description = "Connection string of a real MySQL or MariaDB server. The sample makes a database rsi_quickstart there and drops it at the end.",
};
Option<bool> hold = new("--hold") { Description = "Keep the warehouse listening at the end, with a psql line to look into it." };
RootCommand command = new("Loads a small shop into a Redshift that runs inside this process. Nothing leaves this machine.") { mySql, hold };
command.SetAction(async (arguments, cancellationToken) =>
{
    IShop shop = arguments.GetValue(mySql) is { } connectionString ? new MySqlShop(connectionString) : new SqliteShop();
    await using (shop)
    {
        return await new Story(shop, arguments.GetValue(hold)).TellAsync(cancellationToken);
    }
});
return await command.Parse(args).InvokeAsync();
