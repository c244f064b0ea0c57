package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.graph.GoTemplate;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import espalier.report.ClusterPage;
import infra.externalsecrets.Doppler;
import infra.externalsecrets.ExternalSecret;
import infra.externalsecrets.ExternalSecrets;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Secrets come from a vault: what apps declare by itself, and what they make of it by templates of their own. */
class ExternalSecretsTest extends GroundCases {
    ExternalSecretsTest() {
        super("external-secrets");
    }

    @Override
    void all() {
        is("a key that no template makes", "secret-key", ground -> {
            var login = new ExternalSecret(
                    ground.apps,
                    "login",
                    doppler(ground),
                    s -> s.data("password", "LOGIN").template("PASSWORD", "{{ .password }}"));
            read(ground, "reader", c -> c.env("PASSWORD", login.key("password")));
        });
        is("a template that reads what it was not given", "template-key", ground -> {
            var login = new ExternalSecret(
                    ground.apps,
                    "login",
                    doppler(ground),
                    s -> s.data("password", "LOGIN").template("PASSWORD", "{{ .passwrd }}"));
            read(ground, "reader", c -> c.env("PASSWORD", login.key("PASSWORD")));
        });
        is("two random passwords under one name", "flat-name-taken", ground -> {
            ground.says(doppler(ground));
            new BootstrapSecret(ground.apps, "one", s -> s.named("app").password("b_c"));
            new BootstrapSecret(ground.apps, "two", s -> s.named("app-b").password("c"));
        });
        is("one token for two namespaces", "", ground -> {
            ground.says(doppler(ground));
            new BootstrapSecret(ground.apps, "one", s -> s.named("cloudflare").given("token", "a token"));
            new BootstrapSecret(
                    ground.apps.in(NamespaceHandle.KUBE_SYSTEM),
                    "two",
                    s -> s.named("cloudflare").given("token", "a token"));
        });
    }

    private static Doppler doppler(Ground ground) {
        return new ExternalSecrets(ground.infrastructure, "external-secrets")
                .doppler("doppler", "a service token of Doppler");
    }

    private static void read(Ground ground, String id, Consumer<Container> configure) {
        new Deployment(ground.apps, id, d -> d.container("reader", "example.com/reader:1", configure));
    }

    @Test
    void whatAppsDeclareIsMadeOfWhatDopplerHolds() {
        Compilation compilation = Ground.bare(ground -> {
            ground.says(doppler(ground));
            var app = new Component(ground.apps, "app") {};
            var login = new BootstrapSecret(
                    app,
                    "login",
                    s -> s.password("PASSWORD").bcrypt("HASH", "PASSWORD").given("API_KEY", "a key of the weather"));
            var file = new BootstrapSecret(
                    app,
                    "file",
                    s -> s.text("config.ini", Text.of("user=app\npassword=", login.key("PASSWORD"), "\n")));
            new Deployment(
                    app,
                    d -> d.container(
                            "app",
                            "example.com/app:1",
                            c -> c.env("PASSWORD", login.key("PASSWORD")).env("CONFIG", file.key("config.ini"))));
        });
        Snapshots.verify("constructs/doppler.yaml", Compiled.files(compilation, ""));
    }

    @Test
    void templatesOfOnesOwn() {
        Compilation compilation = Ground.bare(ground -> {
            var doppler = doppler(ground);
            var app = new Component(ground.apps, "app") {};
            var web = new Deployment(app, d -> d.container("web", "example.com/web:1", c -> c.port("http", 8080)));
            var port = new Service(app, web).port("http");
            var secret = new ExternalSecret(
                    app,
                    "tunnel",
                    doppler,
                    s -> s.extract("TUNNEL")
                            .data("user", "APP_USER")
                            .template("TOKEN", "{{ toJson (dict \"t\" .TunnelID \"s\" .TunnelSecret) | b64enc }}")
                            .template("URL", Text.of("http://{{ .user }}@", port.address())));
            web.configure(d -> d.container("web", c -> c.env("TOKEN", secret.key("TOKEN"))));
        });
        Snapshots.verify("constructs/external-secret.yaml", Compiled.files(compilation, "apps/app"));
        var order = Objects.requireNonNull(compilation.order());
        assertThat(ClusterPage.of(order, compilation.schemas().gaps()))
                .contains("| `doppler` | `TUNNEL` | has TunnelID, TunnelSecret | `default/app-tunnel` |");
    }

    @Test
    void aTemplateSaysWhatItReads() {
        assertThat(GoTemplate.readBy("{{ .a }}-{{- .b | quote -}}{{ printf \"%s.c\" $.d }}"))
                .containsExactly("a", "b", "d");
        assertThat(GoTemplate.readBy("{{ (.a | fromJson).host }}{{ if .b }}{{ .c.d }}{{ end }}"))
                .containsExactly("a", "b", "c");
        assertThat(GoTemplate.readBy("{{ range .a }}{{ .b }}{{ end }}")).isEmpty();
        assertThat(GoTemplate.readBy("{{ .a }} and {{ .b")).containsExactly("a");
        assertThat(GoTemplate.readBy("plain .a {{ `.b` }}")).isEmpty();
    }
}
