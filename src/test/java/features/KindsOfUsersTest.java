package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.Finding;
import espalier.Kind;
import espalier.ReferenceField;
import espalier.Resource;
import espalier.Scope;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Manifests;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A construct tells of a kind that the compiler does not know, and its objects are looked at like all others. */
class KindsOfUsersTest {
    private static final Kind MAILBOX = Kind.of("mail.example.com", "Mailbox")
            .names(ReferenceField.secret("spec.login.name").withKey())
            .makes((mailbox, made) -> made.secret(mailbox.name() + "-imap", List.of("host", "password")))
            .readyWhen("status.phase == 'Active'")
            .precious();

    /** An operator in a chart that brings mailboxes. */
    private static final class Mail extends Component {
        Mail(Scope scope, UnaryOperator<Kind> kind) {
            super(scope, "mail");
            var charts = new HelmRepository(this, "charts", "https://charts.example.com", r -> {});
            new HelmRelease(
                    this,
                    "operator",
                    charts.chart("mail", "1.0.0"),
                    CrdOwner.RELEASE,
                    h -> h.bringsCrd(kind.apply(MAILBOX)));
        }
    }

    private static void mailbox(Stage apps, String key) {
        new Mail(apps, kind -> kind);
        new BootstrapSecret(apps, "login", s -> s.password("password"));
        new CustomResource(
                apps,
                "box",
                "mail.example.com/v1",
                "Mailbox",
                r -> r.spec("login", Mapping.of("name", "login").put("key", key)));
    }

    private static String rules(Compilation compilation) {
        return compilation.findings().stream()
                .map(Finding::rule)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }

    @Test
    void itsFieldsAreReferences() {
        assertThat(rules(Compiled.stage(apps -> mailbox(apps, "password")))).isEmpty();
        assertThat(rules(Compiled.stage(apps -> mailbox(apps, "passwort")))).isEqualTo("key-missing");
    }

    @Test
    void whatItMakesCanBeRead() {
        Compilation compilation = Compiled.stage(apps -> {
            mailbox(apps, "password");
            reader(apps, "box-imap", "host");
        });
        assertThat(rules(compilation)).isEmpty();
        assertThat(rules(Compiled.stage(apps -> {
                    mailbox(apps, "password");
                    reader(apps, "box-imap", "port");
                })))
                .isEqualTo("key-missing");
    }

    /** A second mailbox whose login is the first one's. */
    private static void reader(Stage apps, String secret, String key) {
        new CustomResource(
                apps,
                "forward",
                "mail.example.com/v1",
                "Mailbox",
                r -> r.spec("login", Mapping.of("name", secret).put("key", key)));
    }

    @Test
    void itIsKeptAndItsReadinessIsKnown() {
        String files = Compiled.files(Compiled.stage(apps -> mailbox(apps, "password")), "");
        assertThat(files)
                .contains("kind: Mailbox", "kustomize.toolkit.fluxcd.io/prune: disabled")
                .contains("current: \"status.phase == 'Active'\"");
    }

    @Test
    void aKindThatIsKnownCanBeToldMoreOf() {
        var kind = Kind.of("cert-manager.io", "Certificate").names(ReferenceField.configMap("spec.note"));
        Compilation compilation = Compiled.stage(apps -> {
            apps.node().describe(kind);
            Elsewhere.definitions(apps.node().cluster(), "cert-manager.io");
            new CustomResource(
                    apps,
                    "web",
                    "cert-manager.io/v1",
                    "Certificate",
                    r -> r.spec("note", "nobody")
                            .spec("secretName", "web-tls")
                            .spec("dnsNames", Sequence.of("web.example.com"))
                            .spec("issuerRef", Mapping.of("name", "nobody")));
        });
        // What was known of it stays known: its issuer is missed as well.
        assertThat(Compiled.findings(compilation)).contains("ConfigMap default/nobody", "Issuer default/nobody");
    }

    @Test
    void aDefinitionInGitTellsWhetherItsObjectsStandInANamespace() {
        assertThat(rules(Compiled.stage(
                        apps -> new Manifests(apps, "it", "a test", Resource.of("manifests/good-definitions.yaml")))))
                .isEmpty();
    }
}
