package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.NamespaceHandle;
import espalier.SecretKey;
import espalier.Stage;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import org.junit.jupiter.api.Test;

/** Flux puts in values that are not in git, where a handle asks for one, and leaves everything else as it is written. */
class SubstitutionTest {
    private static Compilation household() {
        return Compiled.stage(apps -> {
            var vars = new ConfigMap(
                    apps.in(NamespaceHandle.FLUX_SYSTEM), "vars", c -> c.value("DOMAIN", "home.example.com"));
            SecretKey mail = apps.node()
                    .cluster()
                    .external()
                    .secret(NamespaceHandle.FLUX_SYSTEM, "mail", "made by hand, once", "MAIL")
                    .key("MAIL");
            app(apps, vars, mail);
            new ConfigMap(apps, "plain", c -> c.value("script", "echo ${HOME} $$"));
        });
    }

    private static void app(Stage apps, ConfigMap vars, SecretKey mail) {
        var script = new ConfigMap(
                apps,
                "greeter",
                c -> c.value(
                                "greet.sh",
                                Text.of("echo ${USER:-you}@", vars.key("DOMAIN").substituted(), " $$ $HOME $(id)\n"))
                        .value("mail", Text.of("to: ", mail.substituted())));
        new Deployment(
                script,
                "server",
                d -> d.container(
                        "greeter",
                        "docker.io/library/busybox:1.37",
                        c -> c.env("PRICE", "${5}").mount(script, "/etc/greeter")));
    }

    @Test
    void onlyUnitsWithAVariableSubstituteAndOnlyObjectsWithOneAreRead() {
        Snapshots.verify("constructs/substitution.yaml", Compiled.files(household(), "apps/"));
    }

    @Test
    void aUnitWaitsForWhatItsVariablesComeFrom() {
        assertThat(Compiled.files(household(), "apps/greeter.yaml")).contains("- name: apps-vars");
    }
}
