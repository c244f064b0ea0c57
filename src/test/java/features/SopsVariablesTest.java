package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.policy.NoPlainSecret;
import infra.SopsVariables;
import org.junit.jupiter.api.Test;

/** What apps declare is taken from the variables of one encrypted Secret, which Flux puts in when it applies them. */
class SopsVariablesTest {
    private static final class Household extends Cluster {
        private Household(Fleet fleet, String name, boolean missing) {
            super(
                    fleet,
                    name,
                    c -> c.kubernetes("1.33")
                            .flux("2.7.5")
                            .sops("age1g96vu89cq07ha8nra2drdq4ja96yu4vkpak7mnv38h3dfm4hz44qy579ld")
                            .policies(new NoPlainSecret()));
            platform(new SopsVariables(
                    in(NamespaceHandle.FLUX_SYSTEM), "vars", Resource.of("bitty/cluster-secrets.sops.yaml")));
            var app = new Component(this, "app") {};
            var login =
                    new BootstrapSecret(app, "login", s -> s.named("cloudflare").given("api-token", "a token"));
            var file = new BootstrapSecret(app, "file", s -> {
                s.text("config.ini", Text.of("user=app\ntoken=", login.key("api-token"), "\n"));
                if (missing) {
                    s.password("PASSWORD").given("KEY", "a key of the weather");
                }
            });
            new Deployment(
                    app,
                    d -> d.container(
                            "app",
                            "example.com/app:1",
                            c -> c.env("TOKEN", login.key("api-token")).env("CONFIG", file.key("config.ini"))));
        }
    }

    private static Compilation household(boolean missing) {
        return Compiled.cluster((fleet, name) -> new Household(fleet, name, missing));
    }

    @Test
    void valuesStandForVariables() {
        String files = Compiled.files(household(false), "");
        assertThat(files)
                .contains("api-token: \"${CLOUDFLARE_API_TOKEN}\"", "token=${CLOUDFLARE_API_TOKEN}")
                .contains("substituteFrom:\n      - kind: Secret\n        name: cluster-secrets");
        Snapshots.verify("constructs/sops-variables.yaml", files.replaceAll("(?s)sops:\n.*?\n\n", "…\n\n"));
    }

    @Test
    void whoeverMissesAVariableIsTold() {
        Snapshots.verify("findings/variable-missing.txt", Ground.findings(household(true)));
    }
}
