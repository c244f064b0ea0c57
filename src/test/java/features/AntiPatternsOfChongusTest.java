package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Chongus;
import espalier.Fleet;
import espalier.compile.Compilation;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each anti-pattern of the document of chongus, added to that very cluster, is refused by name. */
class AntiPatternsOfChongusTest {
    private static final String APPS = "        var home = in(NamespaceHandle.DEFAULT);\n";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "a central HelmRepository, helm-repository.yaml, own-chart-source",
        "SOPS for the secrets of apps, encrypted-secret.yaml, secrets-from-vault",
        "an Ingress, ingress.yaml, gateway-api",
        "a secret in git, secret-in-git.yaml, plain-secret",
        "an image by a tag that moves, image-with-a-tag-only.yaml, image-digest",
        "a container without a memory limit, request-without-limit.yaml, memory-limit",
        "Velero, velero-schedule.yaml, volsync",
        "the gateway of the internet without a reason, route-to-the-internet.yaml, preferred-gateway",
        "a container as root, user-0-for-one-container.yaml, non-root",
        "a name against the conventions, namespace-of-two-words.yaml, naming",
    })
    void isRefused(String pattern, String example, String rule) throws IOException {
        var fleet = new Fleet();
        new EditedCluster(Chongus.class, "chongus", folder)
                .edit(
                        APPS,
                        APPS
                                + "new espalier.kubernetes.Manifests(home, \"bad\", \"an example\", espalier.Resource.of(\"policies/"
                                + example + "\"));\n")
                .fleet()
                .accept(fleet);
        Compilation chongus = Compiled.compile(fleet, "chongus");
        assertThat(chongus.failed()).isTrue();
        assertThat(chongus.findings())
                .as(pattern)
                .extracting(finding -> finding.rule().id())
                .contains(rule);
    }
}
