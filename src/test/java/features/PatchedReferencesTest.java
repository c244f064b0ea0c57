package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Patch;
import espalier.Scope;
import espalier.Stage;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.tree.FieldPath;
import infra.OnePassword;
import infra.certmanager.CertManager;
import infra.gateway.Gateway;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A handle is always right when it is given; a patch can make it wrong afterwards, at either end. */
class PatchedReferencesTest {
    private static String found(Consumer<Stage> constructs) {
        return Compiled.findings(Compiled.stage(constructs));
    }

    private static void patch(Scope construct, Consumer<Patch> change) {
        construct.node().cluster().patch(construct, "a test", change);
    }

    private static Deployment reader(Stage apps, BootstrapSecret login) {
        return new Deployment(
                apps,
                "web",
                d -> d.container(
                        "web",
                        "example.com/web:1",
                        c -> c.env("PASSWORD", login.key("password")).memory("1Mi", "2Mi")));
    }

    @Test
    void aKeyBesideAHandle() {
        String found = found(apps -> {
            var login = new BootstrapSecret(apps, "login", s -> s.password("password"));
            var key = FieldPath.of("spec", "template", "spec", "containers")
                    .item("name", "web")
                    .field("env")
                    .item("name", "PASSWORD")
                    .field("valueFrom")
                    .field("secretKeyRef")
                    .field("key");
            patch(reader(apps, login), p -> p.set("pasword", key));
        });
        assertThat(found)
                .contains("error[key-missing] Tried to read the key \"pasword\" of Secret default/login")
                .contains("name \"password\"");
    }

    @Test
    void theNameOfWhatAHandleNames() {
        String found = found(apps -> {
            var files = new ConfigMap(apps, "files", c -> c.value("a", "b"));
            new Deployment(
                    apps,
                    "web",
                    d -> d.container(
                            "web",
                            "example.com/web:1",
                            c -> c.mount(files, "/files").memory("1Mi", "2Mi")));
            patch(files, p -> p.set("flies", "metadata", "name"));
        });
        assertThat(found)
                .contains("error[reference-missing] Tried to use ConfigMap default/files")
                .contains("the nearest is ConfigMap default/flies");
    }

    @Test
    void theNamespaceBesideAHandle() {
        String found = found(apps -> {
            var charts = new HelmRepository(apps, "charts", "https://charts.example.com", r -> {});
            var release = new HelmRelease(apps, "it", charts.chart("it", "1.0.0"), CrdOwner.RELEASE, h -> {});
            patch(release, p -> p.set("kube-system", "spec", "chart", "spec", "sourceRef", "namespace"));
        });
        assertThat(found)
                .contains("error[reference-missing] Tried to use HelmRepository kube-system/charts")
                .contains("there is HelmRepository default/charts, in another namespace");
    }

    @Test
    void theNameOfANamespaceThatOthersStandIn() {
        String found = found(apps -> {
            var media = new Namespace(apps, "media");
            new ConfigMap(apps.in(media), "one", c -> c.value("a", "b"));
            new ConfigMap(apps.in(media), "two", c -> c.value("a", "b"));
            patch(media, p -> p.set("meida", "metadata", "name"));
        });
        assertThat(found)
                .contains("error[namespace-missing] Tried to make ConfigMap media/one in the namespace media")
                .contains("also in ConfigMap media/two");
    }

    /** The operator calls the Secret as the item is called. */
    @Test
    void theNameOfWhatASecretIsMadeOf() {
        String found = found(apps -> {
            var google = new OnePassword(apps, "onepassword", "home").item("google");
            new Deployment(
                    apps,
                    "web",
                    d -> d.container(
                            "web",
                            "example.com/web:1",
                            c -> c.env("KEY", google.secretFor(apps, "api-key")).memory("1Mi", "2Mi")));
            patch(apps, p -> p.kind("OnePasswordItem").set("api-kye", "metadata", "name"));
        });
        assertThat(found)
                .contains("error[reference-missing] Tried to use Secret default/api-key")
                .contains("the nearest is Secret default/api-kye");
    }

    @Test
    void theNameThatACertificateGivesItsSecret() {
        String found = found(apps -> {
            Elsewhere.definitions(apps.node().cluster(), "gateway.networking.k8s.io");
            Elsewhere.things(apps.node().cluster(), "gateway.networking.k8s.io/GatewayClass cilium");
            var certManager = new CertManager(apps, "cert-manager");
            var token = new BootstrapSecret(certManager.namespace(), "cloudflare", s -> s.password("api-token"));
            var issuer = certManager.letsEncrypt(token.key("api-token"));
            new Gateway(apps, "edge", new Doors("cilium"), Doors.at("10.0.0.1"), "example.com", issuer);
            patch(apps, p -> p.kind("Certificate").set("edge-tls", "spec", "secretName"));
        });
        assertThat(found).contains("error[reference-missing] Tried to use Secret default/edge-certificate");
    }

    /** The handle's own words are no contradiction. */
    @Test
    void aPatchThatLeavesReferencesAloneIsNone() {
        assertThat(found(apps -> {
                    var login = new BootstrapSecret(apps, "login", s -> s.password("password"));
                    patch(reader(apps, login), p -> p.set(2, "spec", "replicas"));
                }))
                .isEmpty();
    }
}
