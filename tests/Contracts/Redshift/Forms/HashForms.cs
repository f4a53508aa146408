using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Hashes and binary values.</summary>
internal static class HashForms
{
    private const string Family = "hashes and VARBYTE";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Form(Family, "MD5, SHA1, SHA2", Evidence.Documented, "SHA2")
            .Accepts("SELECT MD5('Amazon Redshift'), SHA1('a'), SHA('a'), FUNC_SHA1('a')", "f7415e33f972c03abd4f3fed36748f7a|86f7e437faa5a7fce15d1ddcb9eaeaea377667b8|86f7e437faa5a7fce15d1ddcb9eaeaea377667b8|86f7e437faa5a7fce15d1ddcb9eaeaea377667b8")
            .Accepts("SELECT SHA2('a', 256), SHA2('a', 0), LEN(SHA2('a', 384)), LEN(SHA2('a', 512))", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb|ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb|96|128")
            .Refuses("SELECT SHA2('a', 111)", "22023", "512 bits, not 111"),
        Rule.Form(Family, "CRC32", Evidence.Documented, "crc32-function").Accepts("SELECT CRC32('Amazon Redshift')", "f2726906"),
        Rule.Form(Family, "FNV_HASH", Evidence.Documented, "r_FNV_HASH")
            .Accepts("SELECT FNV_HASH(1), FNV_HASH('Amazon Redshift'), FNV_HASH('Amazon Redshift', FNV_HASH(1))", "-5968735742475085980|7783490368944507294|-2202602717770968555")
            .Accepts("SELECT FNV_HASH('abcd'), FNV_HASH('cd', FNV_HASH('ab')), FNV_HASH(1::SMALLINT), FNV_HASH(1::BIGINT)", "-281581062704388899|-281581062704388899|589727492704079044|-8517097267634966620"),
        Rule.Form(Family, "TO_HEX and FROM_HEX", Evidence.Documented, "r_TO_HEX").Accepts("SELECT TO_HEX(2147676847), TO_HEX(-1), TO_HEX(-1::BIGINT), FROM_HEX('6162'), TO_HEX(FROM_HEX('00FF'))", "8002f2af|ffffffff|ffffffffffffffff|6162|00ff").Refuses("SELECT FROM_HEX('xy')", "22023", "invalid hexadecimal data: \"xy\""),
        Rule.Form(Family, "TO_VARBYTE", Evidence.Documented, "r_TO_VARBYTE")
            .Accepts("SELECT TO_VARBYTE('6162', 'hex'), TO_VARBYTE('01001101', 'binary'), TO_VARBYTE('a', 'utf8'), TO_VARBYTE('4', 'hex'), TO_VARBYTE('a', 'UTF-8')", "6162|4d|61|04|61").Refuses("SELECT TO_VARBYTE('a', 'octal')", "22023", "TO_VARBYTE takes"),
        Rule.Form(Family, "FROM_VARBYTE", Evidence.Documented, "r_FROM_VARBYTE")
            .Accepts("SELECT FROM_VARBYTE('ab', 'hex'), FROM_VARBYTE(FROM_HEX('4d'), 'binary'), FROM_VARBYTE(FROM_HEX('6162'), 'utf8'), FROM_VARBYTE(FROM_HEX('616263'), 'base64')", "6162|01001101|ab|YWJj"),
        Rule.Form(Family, "casts to VARBYTE", Evidence.Documented, "r_VARBYTE_type")
            .Given("CREATE TABLE t (c CHAR(10))", "INSERT INTO t VALUES ('aa'), ('abc')")
            .Accepts("SELECT 'abc'::VARBYTE, 5::SMALLINT::VARBYTE, 5::INT::VARBYTE, 5::BIGINT::VARBYTE, (-1)::SMALLINT::VARBYTE, TO_VARBYTE('6162', 'hex')::VARCHAR", "616263|0005|00000005|0000000000000005|ffff|ab")
            .Accepts("SELECT c::VARBYTE FROM t ORDER BY 1", "61612020202020202020", "61626320202020202020")
            .Refuses("SELECT 1.5::VARBYTE", "42846", "cannot cast type numeric to binary varying"),
        Rule.Form(Family, "lengths, parts and bits of VARBYTE", Evidence.Documented, "varbyte-functions")
            .Accepts("SELECT LEN(FROM_HEX('00ff10')), OCTET_LENGTH(FROM_HEX('00ff10')), SUBSTRING(FROM_HEX('00ff10'), 2, 1), FROM_HEX('00') || FROM_HEX('ff'), CONCAT(FROM_HEX('00'), FROM_HEX('ff')), GETBIT(FROM_HEX('4d'), 2), GETBIT(FROM_HEX('4d'), 1)", "3|3|ff|00ff|00ff|1|0"),
        Rule.Form(Family, "VARBYTE in a table", Evidence.Documented, "r_VARBYTE_type")
            .Given("CREATE TABLE t (a VARBYTE(3))", "INSERT INTO t VALUES ('abc'::VARBYTE), (FROM_HEX('00ff')), (NULL)")
            .Accepts("SELECT a FROM t ORDER BY a", "00ff", "616263", "<null>").Accepts("SELECT COUNT(*) FROM t WHERE a = FROM_HEX('00FF')", "1").Accepts("SELECT MAX(a), COUNT(a) FROM t", "616263|2")
            .Refuses("INSERT INTO t VALUES ('abcd'::VARBYTE)", "22001", "value too long for type binary varying(3)"),
    ];
}
