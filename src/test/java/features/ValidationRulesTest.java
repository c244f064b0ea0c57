package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Finding;
import espalier.Resource;
import espalier.compile.Compilation;
import espalier.intake.Intake;
import espalier.intake.KindSchema;
import espalier.kubernetes.Manifests;
import espalier.rules.Schemas;
import espalier.schema.SchemaGaps.OfRule;
import espalier.tree.Mapping;
import espalier.verdict.NotChecked;
import espalier.verdict.Unchecked;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules in CEL of a definition, as the API server asks them. What the server itself says of all these expressions is
 * compared in {@code e2e}.
 */
public class ValidationRulesTest {
    /** Of every type that a schema has. */
    public static final String FIELDS = """
            type: object
            properties:
              text: {type: string, maxLength: 20}
              texts: {type: array, maxItems: 5, items: {type: string, maxLength: 20}}
              number: {type: integer}
              numbers: {type: array, maxItems: 5, items: {type: integer}}
              share: {type: number}
              shares: {type: array, maxItems: 5, items: {type: number}}
              flag: {type: boolean, default: true}
              either: {x-kubernetes-int-or-string: true}
              labels: {type: object, maxProperties: 5, additionalProperties: {type: string, maxLength: 20}}
              every: {type: string, format: duration}
              at: {type: string, format: date-time}
              day: {type: string, format: date}
              code: {type: string, format: byte, maxLength: 20}
              none: {type: string, maxLength: 20}
              namespace: {type: string, maxLength: 20}
              a-b.c/d__e: {type: string, maxLength: 20}
              parts:
                type: array
                maxItems: 5
                items:
                  type: object
                  properties:
                    name: {type: string}
                    size: {type: integer, default: 1}
            """;

    public static final String SPEC = """
            text: abc
            texts: [a, b, c]
            number: 3
            numbers: [1, 2, 3]
            share: 1
            shares: [0.5, 1.5]
            either: 80
            labels: {a.b/c: x, d: y}
            every: 1h30m
            at: "2026-01-31T08:00:00Z"
            day: "2026-01-31"
            code: aGk=
            namespace: n
            a-b.c/d__e: odd
            parts: [{name: one}, {name: two, size: 2}]
            """;

    @TempDir
    Path root;

    /** A definition whose {@code spec} has {@code rules}, which stand under {@code x-kubernetes-validations} in its schema. */
    public static String definition(String kind, List<Mapping> rules) {
        String yaml = """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %2$ss.garden.example.com}
                spec:
                  group: garden.example.com
                  scope: Cluster
                  names: {kind: %1$s, listKind: %1$sList, plural: %2$ss, singular: %2$s}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema:
                        openAPIV3Schema:
                          type: object
                          properties:
                            spec:
                              x-kubernetes-validations: RULES
                %3$s""";
        String written = yaml.formatted(kind, kind.toLowerCase(java.util.Locale.ROOT), FIELDS.indent(14));
        String all = rules.stream()
                .map(rule -> "\n- " + espalier.json.JsonLine.text(rule))
                .collect(Collectors.joining());
        return written.replace(" RULES", all.replace("\n", "\n" + " ".repeat(16)));
    }

    public static Mapping object(String kind, String spec) {
        return (Mapping)
                YamlReader.documents("apiVersion: garden.example.com/v1\nkind: " + kind + "\nspec:\n" + spec.indent(2))
                        .get(0)
                        .value();
    }

    private HeldAgainstSchemas held(String spec, Mapping... rules) throws IOException {
        try {
            KindSchema kind = Intake.read(definition("Fruit", List.of(rules)), "fruits.yaml", null)
                    .get(0);
            Path file = root.resolve("schemas").resolve(kind.path());
            Files.createDirectories(file.getParent());
            Files.writeString(file, kind.index());
        } catch (Intake.NoSchemaException e) {
            throw new AssertionError(e);
        }
        return HeldAgainstSchemas.in(root, List.of(object("Fruit", spec)));
    }

    private static Mapping rule(String expression) {
        return Mapping.of("rule", expression);
    }

    private static List<String> messages(HeldAgainstSchemas held) {
        return held.findings().get(0).stream()
                .map(finding -> finding.message().replaceFirst(".*, but ", ""))
                .toList();
    }

    /** Each is right of the object above. */
    public static final List<String> RIGHT = List.of(
            "self.text == 'abc' && self.texts.size() == 3 && 'b' in self.texts",
            "self.flag",
            "has(self.flag) && !has(self.none)",
            "self.either == 80 && type(self.either) == int",
            "type(self.share) == double && self.share > 0.5 && self.share < 2",
            "self.labels['a.b/c'] == 'x' && 'd' in self.labels && !('e' in self.labels)",
            "self.labels.all(k, k.size() < 6)",
            "self.__namespace__ == 'n' && self.a__dash__b__dot__c__slash__d__underscores__e == 'odd'",
            "self.parts.all(p, p.size >= 1) && self.parts.exists_one(p, p.size == 2)",
            "self.parts.filter(p, p.name.startsWith('t')).map(p, p.size) == [2]",
            "self.every == duration('90m') && self.every.getMinutes() == 90",
            "self.at < timestamp('2026-02-01T00:00:00Z') && self.at.getFullYear() == 2026",
            "self.day == timestamp('2026-01-31T00:00:00Z')",
            "self.code == b'hi'",
            "self.?none.orValue('x') == 'x' && self.?text.hasValue()",
            "self.text.matches('^a.c$') && self.text.matches('b')",
            "self.text.indexOf('c') == 2 && self.text.substring(1) == 'bc' && self.text.charAt(0) == 'a'",
            "self.text.replace('b', '-') == 'a-c' && self.text.split('b') == ['a', 'c'] && self.text.upperAscii() == 'ABC'",
            "self.texts.join('+') == 'a+b+c' && self.texts.isSorted() && ' a '.trim() == 'a'",
            "self.text.find('[b-z]+') == 'bc' && 'a1b22'.findAll('[0-9]+') == ['1', '22']",
            "'a1b2'.findAll('[0-9]', 1) == ['1'] && 'x'.find('y') == ''",
            "'%s %d %.1f %x'.format([self.text, self.number, self.share, 255]) == 'abc 3 1.0 ff'",
            "self.numbers.sum() == 6 && self.numbers.min() == 1 && self.numbers.max() == 3",
            "self.shares.sum() == 2.0 && self.numbers.isSorted() && ![2, 1].isSorted()",
            "self.texts.indexOf('c') == 2 && self.texts.lastIndexOf('z') == -1",
            "[duration('1h'), duration('30m')].sum() == self.every",
            "sets.contains(self.texts, ['c', 'a']) && sets.intersects([1, 4], self.numbers)",
            "self.numbers.all(i, n, n == i + 1)",
            "quantity('1.5Gi').compareTo(quantity('1536Mi')) == 0 && quantity('1k').isLessThan(quantity('1Ki'))",
            "quantity('100m').add(quantity('0.9')) == quantity('1') && quantity('2').sub(1).asInteger() == 1",
            "quantity('2k').isInteger() && !quantity('1000m').isInteger() && !quantity('1.0').isInteger()",
            "sign(quantity('-3')) == -1 && quantity('2500m').asApproximateFloat() == 2.5",
            "isQuantity('12e6') && isQuantity('5n') && !isQuantity('1KiB') && !isQuantity('') && !isQuantity('1 Gi')",
            "quantity('1E') == quantity('1000P') && quantity('1e3') == quantity('1k')",
            "ip('10.1.2.3').family() == 4 && ip('fe80::1').isLinkLocalUnicast() && ip('::1').isLoopback()",
            "isIP('2001:db8::8a2e:370:7334') && !isIP('10.0.0.256') && !isIP('010.0.0.1') && !isIP('::ffff:1.2.3.4')",
            "!isIP('1:2:3:4:5:6:7') && !isIP('1::2::3') && isIP('::') && isIP('64:ff9b::1.2.3.4') && !isIP('fe80::1%eth0')",
            "string(ip('2001:DB8:0:0:1:0:0:1')) == '2001:db8::1:0:0:1' && !ip.isCanonical('2001:db8:0::1')",
            "ip('224.0.0.5').isLinkLocalMulticast() && !ip('255.255.255.255').isGlobalUnicast()"
                    + " && ip('192.168.1.1').isGlobalUnicast() && ip('0.0.0.0').isUnspecified()",
            "cidr('10.0.0.0/8').containsIP('10.9.9.9') && !cidr('10.0.0.0/8').containsIP(ip('11.0.0.1'))",
            "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && !cidr('10.1.0.0/16').containsCIDR(cidr('10.0.0.0/8'))",
            "cidr('10.1.2.3/16').masked() == cidr('10.1.0.0/16') && cidr('10.1.2.3/16').ip() == ip('10.1.2.3')",
            "isCIDR('fd00::/8') && !isCIDR('10.0.0.0/33') && !isCIDR('10.0.0.0') && !isCIDR('10.0.0.0/08')",
            "string(cidr('10.0.0.0/8')) == '10.0.0.0/8' && cidr('fd00::/8').prefixLength() == 8",
            "url('https://u:p@example.com:8443/a/b?x=1&y=2&x=3').getHost() == 'example.com:8443'",
            "url('https://[::1]:80/x').getHostname() == '::1' && url('https://[::1]:80/x').getPort() == '80'",
            "url('HTTPS://example.com/a b').getScheme() == 'https'"
                    + " && url('https://example.com/a b').getEscapedPath() == '/a%20b'",
            "url('https://example.com/?x=1&x=2&y=%20').getQuery() == {'x': ['1', '2'], 'y': [' ']}",
            "isURL('/path') && isURL('mailto:a@b') && !isURL('example.com') && !isURL('http://a b/') && !isURL('')",
            "!isURL('../a') && !isURL(':foo') && !isURL('http://[::1') && !isURL('http://a:b/') && !isURL('http://a/%zz')",
            "format.dns1123Label().validate('a-b').hasValue() == false",
            "format.dns1123Label().validate('A').hasValue() && !format.labelValue().validate('').hasValue()",
            "format.named('qualifiedName').value().validate('example.com/a_b').hasValue() == false",
            "!format.named('nope').hasValue() && format.uuid().validate('x').hasValue()");

    /** As above, from Kubernetes 1.34 on. */
    static final List<String> LATER = List.of(
            "semver('1.2.3').isLessThan(semver('1.10.0')) && semver('1.0.0-rc.1').isLessThan(semver('1.0.0'))",
            "isSemver('1.0.0-a.1+b') && !isSemver('v1.0.0') && isSemver('v1', true) && !isSemver('1.01.0')",
            "semver('v1.02', true).minor() == 2 && semver('1.0.0-2').compareTo(semver('1.0.0-10')) == -1");

    @Test
    void expressionsAreThoseOfKubernetes() throws IOException {
        List<String> all = Stream.concat(RIGHT.stream(), LATER.stream()).toList();
        var rules = all.stream().map(ValidationRulesTest::rule).toList();
        HeldAgainstSchemas held = held(SPEC, rules.toArray(Mapping[]::new));
        assertThat(held.result().gaps().rules()).isEmpty();
        assertThat(held.findings().get(0).stream().map(Finding::fix)).isEmpty();

        for (String right : all) {
            assertThat(held(SPEC, rule("!(" + right + ")")).findings().get(0))
                    .as("the opposite of " + right)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "self.texts[7] == 'x'",
                "self.numbers[0] / (self.number - 3) == 1",
                "quantity(self.text).isInteger()",
                "duration(self.text) < duration('1h')",
                "ip(self.text).family() == 4",
                "url(self.text).getHost() == ''",
                "self.texts.filter(t, t == 'z').max() == 'a'",
                "self.text.find('[') == ''"
            })
    void whatTheServerCannotEvaluateEitherIsFound(String expression) throws IOException {
        assertThat(messages(held(SPEC, rule(expression))))
                .singleElement()
                .asString()
                .startsWith("a rule of its kind cannot be evaluated on it: ");
    }

    @Test
    void aMessageIsComputedOrFixedOrTheRuleItself() throws IOException {
        assertThat(messages(held(
                        SPEC,
                        rule("self.number > 3")
                                .put("message", "too few")
                                .put("messageExpression", "'only %d'.format([self.number])"),
                        rule("self.number > 4").put("message", " too few ").put("messageExpression", "self.none"),
                        rule("self.number > 5").put("message", "too few").put("messageExpression", "' '"),
                        rule("self.number > 6"))))
                .containsExactly(
                        "a rule of its kind says: only 3",
                        "a rule of its kind says: too few",
                        "a rule of its kind says: too few",
                        "a rule of its kind does not hold");
    }

    @Test
    void aRuleCanNameTheFieldThatItIsAbout() throws IOException {
        assertThat(held(
                                SPEC,
                                rule("false").put("fieldPath", ".labels['a.b/c']"),
                                rule("!true").put("fieldPath", ".number"))
                        .findings()
                        .get(0))
                .extracting(finding -> finding.place().field())
                .containsExactly("spec.labels[\"a.b/c\"]", "spec.number");
    }

    @Test
    void nothingIsAskedOfAnObjectThatIsWrongAnyway() throws IOException {
        assertThat(held("number: many", rule("self.number > 3")).findings().get(0))
                .extracting(Finding::rule)
                .containsExactly(Schemas.TYPE);
    }

    /**
     * Not to be known: what Flux or a webhook puts in later, and what the library cannot do. Whoever asks only whether something
     * is there may know.
     */
    @Test
    void whatCannotBeSaidIsCounted() throws IOException {
        Mapping[] rules = {
            rule("self.text == 'abc'").put("message", "it is abc"),
            rule("has(self.text) && self.number == 3"),
            rule("self.texts.all(t, t.size() < 3)"),
            rule("self.labels['d'] == 'y' && self.labels != {}"),
            rule("self.nonsense()"),
            rule("self.none != 'x'")
        };
        String spec = "{text: \"${TEXT}\", number: 3, texts: [a, \"${B}\"], labels: {d: y, e: \"${E}\"}}";
        HeldAgainstSchemas first = held(spec, rules);
        assertThat(messages(first)).isEmpty();
        assertThat(first.result().gaps().rules())
                .extracting(OfRule::toString)
                .containsExactly(
                        "OfRule[rule=garden.example.com/v1 Fruit: it is abc, why=it reads a text in whose place Flux puts another]",
                        "OfRule[rule=garden.example.com/v1 Fruit: self.labels['d'] == 'y' && self.labels != {}, why=it reads a text in"
                                + " whose place Flux puts another]",
                        "OfRule[rule=garden.example.com/v1 Fruit: self.none != 'x', why=it cannot be evaluated here: there is no none,"
                                + " unless a webhook puts it there]",
                        "OfRule[rule=garden.example.com/v1 Fruit: self.nonsense(), why=it cannot be evaluated here: undeclared reference"
                                + " to 'nonsense']",
                        "OfRule[rule=garden.example.com/v1 Fruit: self.texts.all(t, t.size() < 3), why=it reads a text in whose place"
                                + " Flux puts another]");
        first.result().remember();
        assertThat(held(spec, rules).result().gaps())
                .as("remembered")
                .isEqualTo(first.result().gaps());
    }

    @Test
    void theVerdictNamesWhatWasLeftOut() {
        Compilation compilation = Compiled.stage(
                apps -> new Manifests(apps, "it", "a test", Resource.of("features/rule-of-a-variable.yaml")));
        assertThat(Compiled.findings(compilation)).isEmpty();
        assertThat(NotChecked.in(
                        Objects.requireNonNull(compilation.order()).graph(),
                        compilation.schemas().gaps()))
                .filteredOn(unchecked -> unchecked.kind() == Unchecked.Kind.RULE)
                .singleElement()
                .hasToString(
                        "Unchecked[kind=RULE, what=garden.example.com/v1 Shed: the door is green, why=it reads a text in"
                                + " whose place Flux puts another]");
    }

    @Test
    void whoeverDoesNotChangeAnObjectIsNotAskedAgain() throws IOException {
        HeldAgainstSchemas first = held(SPEC, rule("self.number == 3"));
        first.result().remember();
        Path record = root.resolve(".espalier/accepted/test");
        assertThat(record).isRegularFile();
        assertThat(messages(held(SPEC, rule("self.number == 3")))).isEmpty();
        assertThat(messages(held(SPEC.replace("number: 3", "number: 4"), rule("self.number == 3"))))
                .hasSize(1);
        assertThat(messages(held(SPEC, rule("self.number == 4"))))
                .as("another rule")
                .hasSize(1);
    }
}
