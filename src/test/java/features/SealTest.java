package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import features.Checkout.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code espalier seal} seals, the code of Sealed Secrets opens, as the Secret that it was sealed for and as no other. */
class SealTest {
    private static final String FOLDER = "src/main/resources/sealed/";
    private static final String AWKWARD = "s${e}cr$$et {{ \" ' \\ : # \u00e4\u20ac\nand a second line\n";

    private final InputStream before = System.in;

    @TempDir
    Path folder;

    private Checkout checkout;
    private SealingKeys keys;

    @BeforeEach
    void aCertificateIsCommitted() throws IOException {
        checkout = Checkout.at(Files.createDirectories(folder.resolve("checkout")))
                .clusters(fleet -> fleet.cluster("sealed", SealingCluster::new));
        keys = SealingKeys.in(folder);
        checkout.write("etc/certs/pub-sealed-secrets.pem", Files.readString(keys.certificate()));
    }

    @AfterEach
    void nobodyTypesAnyMore() {
        System.setIn(before);
    }

    private Run seal(String input, String... words) {
        System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
        var command = new java.util.ArrayList<>(List.of("seal", "--cluster", "sealed"));
        command.addAll(List.of(words));
        Run run = checkout.espalier(command.toArray(new String[0]));
        for (String line : input.isEmpty() ? new String[0] : input.split("\n")) {
            assertThat(run.out() + run.err()).as("a value is in no output").doesNotContain(line);
        }
        return run;
    }

    private String file(String path) {
        return checkout.read(FOLDER + path + ".sealed.yaml");
    }

    /** The values of the Secret that the controller's code makes of {@code sealed}. */
    private TreeMap<String, String> opened(String sealed) {
        var secret = (Mapping)
                YamlReader.documents(keys.unseal(sealed).expectSuccess()).get(0).value();
        var values = new TreeMap<String, String>();
        secret.child("data")
                .forEach((key, value) -> values.put(
                        key,
                        new String(
                                Base64.getDecoder().decode(secret.child("data").text(key)), UTF_8)));
        return values;
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"strict", "namespace-wide", "cluster-wide"})
    void theControllersCodeOpensItInItsScopeOnly(String scope) {
        Run run = seal(AWKWARD, "--namespace", "media", "--scope", scope, "token", "key.pem");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(FOLDER + "media/token.sealed.yaml\n");
        String sealed = file("media/token");
        assertThat(opened(sealed)).containsExactly(java.util.Map.entry("key.pem", AWKWARD));

        boolean anyName = !scope.equals("strict");
        boolean anywhere = scope.equals("cluster-wide");
        assertThat(keys.unseal(sealed.replace("name: token", "name: other")).exit() == 0)
                .isEqualTo(anyName);
        assertThat(keys.unseal(sealed.replace("namespace: media", "namespace: games"))
                                .exit()
                        == 0)
                .isEqualTo(anywhere);
        // A bit of the value, behind the key, and one of the key itself.
        for (int at : new int[] {sealed.indexOf("key.pem: ") + 400, sealed.indexOf("key.pem: ") + 50}) {
            char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
            assertThat(keys.unseal(sealed.substring(0, at) + other + sealed.substring(at + 1))
                            .exit())
                    .isNotZero();
        }
        assertThat(SealingKeys.in(folder, "other", "-keyalg", "RSA", "-keysize", "2048")
                        .unseal(sealed)
                        .exit())
                .isNotZero();
    }

    /** As kubeseal wrote it, or somebody with an editor. */
    @Test
    void aKeyIsPutInAndEachOtherByteStays() throws IOException {
        String secret = """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: token
                  namespace: media
                  labels: {a: b}
                stringData: {beta: two, delta: four}
                """;
        String made = Tools.run(
                        List.of(
                                Tools.find("kubeseal"),
                                "--cert",
                                keys.certificate().toString(),
                                "-o",
                                "yaml"),
                        folder,
                        secret)
                .expectSuccess();
        String edited =
                made.replace("spec:\n", "spec:\n\n  # what nobody may see\n").replaceFirst("---\n", "# mine\n");
        checkout.write(FOLDER + "media/token.sealed.yaml", edited);

        assertThat(seal("three\nfive\n", "--namespace", "media", "token", "charlie", "epsilon")
                        .exit())
                .isZero();
        String added = file("media/token");
        assertThat(added.lines().filter(line -> !edited.contains(line + "\n")).map(line -> line.replaceAll(":.*", "")))
                .containsExactly("    charlie", "    epsilon");
        assertThat(added.lines().filter(line -> !line.contains("charlie") && !line.contains("epsilon")))
                .containsExactlyElementsOf(edited.lines().toList());
        assertThat(opened(added))
                .isEqualTo(new TreeMap<>(
                        java.util.Map.of("beta", "two", "charlie", "three", "delta", "four", "epsilon", "five")));

        assertThat(seal("zwei\n", "--namespace", "media", "token", "beta").exit())
                .isZero();
        String replaced = file("media/token");
        assertThat(replaced.lines().filter(line -> !added.contains(line + "\n")))
                .singleElement()
                .asString()
                .startsWith("    beta: ");
        assertThat(opened(replaced)).containsEntry("beta", "zwei").containsEntry("delta", "four");
    }

    /** Whatever holds a value gets it in the same go, since nobody here can open it later. */
    @Test
    void whatNobodyHasToBringIsMadeAndWhatIsMadeOfItAgrees() {
        Run run = seal("", "--generate");
        assertThat(run.exit()).isEqualTo(1);
        var login = opened(file("data/store-login"));
        String password = login.get("PASSWORD");
        assertThat(password).hasSize(32);
        assertThat(BCrypt.verifyer()
                        .verify(password.getBytes(UTF_8), login.get("HASH").getBytes(UTF_8))
                        .verified)
                .isTrue();
        String access = file("web/web-access");
        assertThat(opened(access))
                .containsEntry("url", "store://{{app}}:" + password + "@store.data")
                .containsEntry("data.store-login.PASSWORD", password);
        assertThat(run.err()).doesNotContain(password);

        assertThat(seal("", "--generate").out())
                .as("nothing is missing that it could make")
                .isEmpty();
        assertThat(file("web/web-access")).isEqualTo(access);
        assertThat(seal("sunny\nmore\n", "web-access", "api-key", "extra").exit())
                .isZero();
        assertThat(seal("", "--generate").exit()).isZero();
        Run again = seal("", "--generate");
        assertThat(again.err()).contains("nothing to make");
        assertThat(again.exit()).isZero();
        assertThat(seal("", "--generate", "store-login").exit()).isZero();
        String renewed = opened(file("data/store-login")).get("PASSWORD");
        assertThat(renewed).isNotEqualTo(password);
        assertThat(opened(file("web/web-access")))
                .containsEntry("url", "store://{{app}}:" + renewed + "@store.data")
                .containsEntry("api-key", "sunny");

        Snapshots.verify(
                "cli/seal.txt",
                "$ espalier seal --cluster sealed --generate\n"
                        + run.err().replaceAll("until [-0-9]+", "until DAY") + run.out() + "\n"
                        + access.replaceAll("(?m): A[A-Za-z0-9+/=]{300,}$", ": A…"));
    }

    @Test
    void whatIsBroughtIsSealedWhereverItIsPartOfSomething() {
        Run run = seal("given\n", "--namespace", "data", "store-login", "PASSWORD");
        assertThat(run.exit()).isZero();
        assertThat(opened(file("web/web-access"))).containsEntry("url", "store://{{app}}:given@store.data");
        assertThat(opened(file("data/store-login")))
                .containsEntry("PASSWORD", "given")
                .containsKey("HASH");
    }

    @Test
    void whatStandsBesideTheValuesIsWrittenAnewWithoutAny() {
        seal("", "--generate");
        String access = file("web/web-access");
        checkout.edit(FOLDER + "web/web-access.sealed.yaml", "@store.data", "@store.before");
        assertThat(seal("", "web-access").exit()).isZero();
        assertThat(file("web/web-access")).isEqualTo(access);
    }

    /** The controller names nobody in its certificates, which Java's own reader refuses. */
    @Test
    void aCertificateNeedsNoName() {
        Path nameless = Path.of(System.getProperty("espalier.root", "."), "src/test/resources/sealed/nameless.pem");
        Run run = seal("value\n", "--cert", nameless.toString(), "--namespace", "media", "token", "key");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).contains("valid until 2126-");
    }

    @Test
    void refused() throws IOException {
        var told = new StringBuilder();
        var refusals = new Refusals(told);
        refusals.of("", "no cluster", "seal");
        refusals.of("", "nothing", "seal", "--cluster", "sealed");
        refusals.of("", "no such scope", "seal", "--cluster", "sealed", "--scope", "wide", "store-login", "PASSWORD");
        refusals.of("", "no key", "seal", "--cluster", "sealed", "--namespace", "media", "token");
        refusals.of("x", "a Secret that nobody reads", "seal", "--cluster", "sealed", "web-acess", "api-key");
        refusals.of("x", "a key that nobody reads", "seal", "--cluster", "sealed", "web-access", "api-kee");
        refusals.of("x", "a key that none can be", "seal", "--cluster", "sealed", "--namespace", "a", "b", "a key");
        refusals.of("x", "a name that none can be", "seal", "--cluster", "sealed", "--namespace", "../x", "b", "key");
        refusals.of("", "no value", "seal", "--cluster", "sealed", "web-access", "api-key");
        refusals.of("a\n", "too few lines", "seal", "--cluster", "sealed", "web-access", "api-key", "extra");
        refusals.of("", "what was not declared", "seal", "--cluster", "sealed", "--namespace", "a", "--generate", "b");

        seal("one", "--namespace", "media", "token", "key");
        String[] add = {"seal", "--cluster", "sealed", "--namespace", "media", "token", "more"};
        refusals.of(
                "x",
                "another scope",
                "seal",
                "--cluster",
                "sealed",
                "--namespace",
                "media",
                "--scope",
                "cluster-wide",
                "token",
                "more");
        String sealed = file("media/token");
        refusals.file(sealed.replace("name: token", "name: other"), "another name", add);
        refusals.file("apiVersion: v1\nkind: Secret\nmetadata: {name: token}\n", "a Secret", add);
        refusals.file(sealed.replaceFirst("    key: .*", "    key: plain"), "a value in clear", add);
        refusals.file("kind: ConfigMap\n", "another kind", add);
        refusals.file("kind: [\n", "no YAML", add);
        refusals.file(
                sealed.replaceFirst("encryptedData:\n    key: (.*)", "encryptedData: {key: $1}"), "in one line", add);
        refusals.file(
                sealed.replaceFirst(
                        "    metadata:",
                        "    metadata:\n      annotations:\n        sealedsecrets.bitnami.com/cluster-wide: \"true\""),
                "two scopes",
                add);

        String[] any = {"seal", "--cluster", "sealed", "--namespace", "media", "other", "key"};
        refusals.certificate(
                SealingKeys.in(
                                folder,
                                "old",
                                "-keyalg",
                                "RSA",
                                "-keysize",
                                "2048",
                                "-startdate",
                                "2020/01/01",
                                "-validity",
                                "30")
                        .certificate(),
                "expired",
                any);
        refusals.certificate(
                SealingKeys.in(folder, "ec", "-keyalg", "EC", "-groupname", "secp256r1")
                        .certificate(),
                "of another kind",
                any);
        refusals.certificate(
                SealingKeys.in(folder, "short", "-keyalg", "RSA", "-keysize", "1024")
                        .certificate(),
                "too short",
                any);
        refusals.certificate(keys.privateKey(), "the other half", any);
        refusals.certificate(keys.certificate().resolveSibling("none"), "none", any);
        Files.writeString(folder.resolve("text"), "a certificate");
        refusals.certificate(folder.resolve("text"), "no PEM", any);
        Files.writeString(
                folder.resolve("damaged"), Files.readString(keys.certificate()).replaceFirst("MII", "NII"));
        refusals.certificate(folder.resolve("damaged"), "damaged", any);
        Snapshots.verify("cli/seal-refused.txt", told.toString().replace(folder.toString(), "/folder"));
    }

    private final class Refusals {
        private final StringBuilder told;

        private Refusals(StringBuilder told) {
            this.told = told;
        }

        void of(String input, String name, String... command) {
            System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
            Run run = checkout.espalier(command);
            assertThat(run.exit()).as(name).isNotZero();
            assertThat(run.out()).isEmpty();
            told.append("--- ")
                    .append(name)
                    .append(" (")
                    .append(run.exit())
                    .append(")\n")
                    .append(run.err())
                    .append('\n');
        }

        void file(String text, String name, String... command) {
            checkout.write(FOLDER + "media/token.sealed.yaml", text);
            of("value", name, command);
            assertThat(checkout.read(FOLDER + "media/token.sealed.yaml")).isEqualTo(text);
        }

        void certificate(Path file, String name, String... command) {
            var all = new java.util.ArrayList<>(List.of(command));
            all.addAll(1, List.of("--cert", file.toString()));
            of("value", name, all.toArray(new String[0]));
        }
    }
}
