using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RedshiftIntegration.Architecture.Tests;

/// <summary>
/// Nothing reaches DuckDB as text that the binder has not typed: the engine alone gives DuckDB commands, it takes their text from a DuckSql alone, and a DuckSql is
/// made of words that stand in the program, of numbers, and of what the printer quotes.
/// </summary>
public sealed class DuckSqlTests
{
    private const string Engine = "RedshiftIntegration.Testing.Engine";
    private const string DuckSql = Engine + ".DuckSql";
    private const string Printer = DuckSql + "/Printer";

    private static readonly Type Sql = Assemblies.Testing.GetType(DuckSql, throwOnError: true)!;

    private static readonly Lazy<List<(MethodDefinition From, Instruction At, MethodReference To)>> Calls = new(Load);

    [Fact]
    public void The_engine_alone_has_commands_of_DuckDB() => Callers(m => IsCommand(m.DeclaringType) || (m.DeclaringType.Name == "DuckDBConnection" && m.Name.StartsWith("Create", StringComparison.Ordinal)))
        .Should().BeEquivalentTo(Engine + ".DuckCommands.Count", Engine + ".DuckCommands.Execute", Engine + ".DuckRunner.Execute", Engine + ".DuckRunner.Read", Engine + ".DuckRunner.RowNumbers", Engine + ".DuckRunner.Run", Engine + ".DuckRunner.Scalar");

    [Fact]
    public void A_command_has_the_text_of_a_DuckSql()
    {
        var texts = Calls.Value.Where(c => IsCommand(c.To.DeclaringType) && (c.To.Name == "set_CommandText" || c.To.Name == ".ctor")).ToList();
        texts.Should().NotBeEmpty();
        texts.Where(c => c.At.Previous.Operand is not MethodReference { Name: "get_Text" or "Fill" } source || source.DeclaringType.FullName is not (DuckSql or Printer))
            .Select(c => Name(c.From)).Should().BeEmpty();
    }

    [Fact]
    public void Outside_of_the_printer_no_string_becomes_a_DuckSql()
    {
        Sql.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(c => !c.IsPrivate).SelectMany(c => c.GetParameters()).Select(p => p.ParameterType)
            .Should().Equal(typeof(int), typeof(int));
        Sql.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Should().OnlyContain(f => f.IsPrivate);
        var members = Sql.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(m => !m.IsPrivate).ToList();
        members.Where(m => m.Name is "op_Implicit" or "op_Explicit").Should().BeEmpty();
        members.Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(string))).Select(m => m.Name).Should().Equal("AppendLiteral");
        members.Where(m => m.Name == "AppendFormatted").Select(m => m.GetParameters().Single().ParameterType).Should().BeEquivalentTo([Sql, typeof(long)]);
        Callers(m => m.DeclaringType.FullName == DuckSql && m.Name == ".ctor" && m.Parameters.Count == 1)
            .Should().BeEquivalentTo(DuckSql + ".Join", DuckSql + ".op_Addition", Printer + ".Identifier", Printer + ".Text", Printer + ".Value", Printer + ".Word");
    }

    [Fact]
    public void The_words_of_a_DuckSql_stand_in_the_program()
    {
        var words = Calls.Value.Where(c => c.To.DeclaringType.FullName == DuckSql && c.To.Name == "AppendLiteral").ToList();
        words.Should().HaveCountGreaterThan(500);
        words.Where(c => c.At.Previous.OpCode != OpCodes.Ldstr).Select(c => Name(c.From)).Should().BeEmpty();
    }

    private static bool IsCommand(TypeReference type) => type.Name is "DuckDBCommand" or "DbCommand" or "IDbCommand" or "DuckDBAppender";

    private static IEnumerable<string> Callers(Func<MethodReference, bool> called) => Calls.Value.Where(c => called(c.To)).Select(c => Name(c.From)).Distinct();

    /// <summary>Type and method as they are written: the code of lambdas and iterators is in nested types, under names like <c>&lt;Query&gt;b__0</c>.</summary>
    private static string Name(MethodDefinition method)
    {
        TypeDefinition type = method.DeclaringType;
        string name = method.Name;
        while (type.Name.StartsWith('<'))
        {
            name = name.StartsWith('<') ? name : type.Name;
            type = type.DeclaringType;
        }

        return $"{type.FullName}.{(name.StartsWith('<') ? name[1..name.IndexOf('>', StringComparison.Ordinal)] : name)}";
    }

    private static List<(MethodDefinition From, Instruction At, MethodReference To)> Load()
    {
        ModuleDefinition module = ModuleDefinition.ReadModule(Assemblies.Testing.Location);
        return
        [
            .. from type in module.GetTypes()
               from method in type.Methods
               where method.HasBody
               from instruction in method.Body.Instructions
               where instruction.Operand is MethodReference
               select (method, instruction, (MethodReference)instruction.Operand),
        ];
    }
}
