using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace RedshiftIntegration.Architecture.Tests;

/// <summary>Which file each top-level type of an assembly is written in, by the document paths of its PDB: namespaces alone don't tell, for all public types share one.</summary>
internal static class SourceFiles
{
    // "TypeDefinitionDocuments" of the portable PDB format: the files of types without a method body.
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    /// <summary>Full name of the type to its file, relative to the project's folder, with <c>/</c>.</summary>
    public static Dictionary<string, string> Of(Assembly assembly)
    {
        using FileStream file = File.OpenRead(assembly.Location);
        using PEReader pe = new(file);
        pe.TryOpenAssociatedPortablePdb(assembly.Location, path => File.Exists(path) ? File.OpenRead(path) : null, out MetadataReaderProvider? provider, out _);
        using MetadataReaderProvider pdbProvider = provider ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no PDB.");
        MetadataReader pdb = pdbProvider.GetMetadataReader();
        MetadataReader metadata = pe.GetMetadataReader();
        string marker = $"/src/{assembly.GetName().Name}/";
        Dictionary<string, string> files = [];
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            TypeDefinition type = metadata.GetTypeDefinition(handle);
            if (type.IsNested || DocumentOf(metadata, pdb, handle) is not { } document)
            {
                continue;
            }

            string path = document.Replace('\\', '/');
            int at = path.LastIndexOf(marker, StringComparison.Ordinal);
            if (at >= 0)
            {
                string space = metadata.GetString(type.Namespace);
                files[(space.Length == 0 ? string.Empty : space + ".") + metadata.GetString(type.Name)] = path[(at + marker.Length)..];
            }
        }

        return files;
    }

    private static string? DocumentOf(MetadataReader metadata, MetadataReader pdb, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            MethodDebugInformation debug = pdb.GetMethodDebugInformation(method.ToDebugInformationHandle());
            if (!debug.Document.IsNil && PathOf(pdb, debug.Document) is { } path)
            {
                return path;
            }
        }

        foreach (CustomDebugInformationHandle custom in pdb.GetCustomDebugInformation(handle))
        {
            CustomDebugInformation information = pdb.GetCustomDebugInformation(custom);
            if (pdb.GetGuid(information.Kind) == TypeDocuments)
            {
                BlobReader blob = pdb.GetBlobReader(information.Value);
                return PathOf(pdb, System.Reflection.Metadata.Ecma335.MetadataTokens.DocumentHandle(blob.ReadCompressedInteger()));
            }
        }

        // The code of async methods and iterators is in nested types.
        return type.GetNestedTypes().Select(nested => DocumentOf(metadata, pdb, nested)).FirstOrDefault(path => path is not null);
    }

    /// <summary>Null for what source generators wrote.</summary>
    private static string? PathOf(MetadataReader pdb, DocumentHandle document)
    {
        string path = pdb.GetString(pdb.GetDocument(document).Name);
        return path.EndsWith(".g.cs", StringComparison.Ordinal) ? null : path;
    }
}
