using System.Collections.Frozen;
using System.Collections.Immutable;
using RedshiftIntegration.Contracts.Redshift.Forms;
using RedshiftIntegration.Contracts.Redshift.Rules;

namespace RedshiftIntegration.Contracts.Redshift;

/// <summary>All rules, each topic in a file of its own: Rules/ what Redshift refuses, by number; Forms/ what it accepts, by family.</summary>
public static class Rulebook
{
    public static ImmutableArray<Rule> All { get; } =
    [
        .. ObjectRules.All,
        .. WriteRules.All,
        .. TypeRules.All,
        .. NumericRules.All,
        .. CopyRules.All,
        .. ParquetRules.All,
        .. AccessRules.All,
        .. TransactionRules.All,
        .. ConstraintRules.All,
        .. AlterTableRules.All,
        .. TableRules.All,
        .. MergeRules.All,
        .. SubqueryRules.All,
        .. DdlForms.All,
        .. ViewForms.All,
        .. DmlForms.All,
        .. SessionRules.All,
        .. QueryForms.All,
        .. StringForms.All,
        .. RegularExpressionForms.All,
        .. DateForms.All,
        .. DateLiteralForms.All,
        .. FormattingForms.All,
        .. HashForms.All,
        .. MathForms.All,
        .. AggregateForms.All,
        .. WindowForms.All,
        .. SuperForms.All,
        .. CopyForms.All,
        .. LoadViewForms.All,
        .. AccessForms.All,
        .. SessionForms.All,
        .. SemanticsForms.All,
        .. NameForms.All,
        .. LoadStepForms.All,
        .. OtherMeaningForms.All,
        .. EngineOnlyForms.All,
        .. QueryRules.All,
    ];

    private static readonly FrozenDictionary<string, Rule> ById = All.ToFrozenDictionary(r => r.Id, StringComparer.Ordinal);

    public static Rule Find(string id) => ById[id];
}
