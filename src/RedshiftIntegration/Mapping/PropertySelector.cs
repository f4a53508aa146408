using System.Linq.Expressions;
using System.Reflection;

namespace RedshiftIntegration.Mapping;

/// <summary>Reads the property out of <c>o => o.Property</c>.</summary>
internal static class PropertySelector
{
    /// <summary>The property, or null where the expression is anything else.</summary>
    public static PropertyInfo? PropertyOf(LambdaExpression selector)
    {
        Expression body = selector.Body is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert ? convert.Operand : selector.Body;
        return body is MemberExpression { Expression: ParameterExpression, Member: PropertyInfo property } ? property : null;
    }
}
