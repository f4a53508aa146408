using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Deployment;

/// <summary>Puts resources after those that they depend on, and leaves them in their order otherwise.</summary>
internal static class ResourceOrder
{
    /// <exception cref="InvalidOperationException">A resource depends on itself, or on one that nobody contributes.</exception>
    public static IReadOnlyList<IResource> Sort(IReadOnlyList<IResource> resources)
    {
        Dictionary<string, IResource> byKey = new(StringComparer.Ordinal);
        foreach (IResource resource in resources)
        {
            byKey.TryAdd(Key(resource), resource);
        }

        List<IResource> sorted = [];
        Dictionary<string, bool> visited = new(StringComparer.Ordinal);
        foreach (string key in byKey.Keys)
        {
            Visit(key, key);
        }

        return sorted;

        void Visit(string key, string from)
        {
            if (visited.TryGetValue(key, out bool done))
            {
                if (!done)
                {
                    throw new InvalidOperationException($"'{key}' depends on itself by way of '{from}'.");
                }

                return;
            }

            if (!byKey.TryGetValue(key, out IResource? resource))
            {
                throw new InvalidOperationException($"'{from}' depends on '{key}', which nobody contributes.");
            }

            visited[key] = false;
            foreach (string dependency in resource.DependsOn)
            {
                Visit(dependency, key);
            }

            visited[key] = true;
            sorted.Add(resource);
        }
    }

    private static string Key(IResource resource) => $"{resource.Kind}:{resource.Name}";
}
