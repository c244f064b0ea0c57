package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.VersionsApart;
import broken.VersionsRefused;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.kubernetes.Manifests;
import espalier.versions.Version;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The versions that a cluster names can be, go together, and serve what its objects are written in. */
class VersionsTest {
    /** A cluster of these versions with objects from a file. */
    private static final class Dated extends Cluster {
        Dated(Fleet fleet, String name, String kubernetes, String flux, String git, String branch) {
            super(fleet, name, c -> {
                if (!kubernetes.isEmpty()) {
                    c.kubernetes(kubernetes);
                }
                if (!flux.isEmpty()) {
                    c.flux(flux);
                }
                c.git(git, branch);
            });
        }
    }

    private static Compilation compile(String kubernetes, String flux, boolean objects) {
        return Compiled.cluster((fleet, name) -> {
            var cluster = new Dated(fleet, name, kubernetes, flux, "ssh://git@example.com/a/b", "main");
            if (objects) {
                Elsewhere.things(cluster, "image.toolkit.fluxcd.io/ImageRepository default/web");
                var old = Resource.of("broken/old-versions.yaml");
                new Manifests(new Stage(cluster, "apps"), "old", "a test", old);
            }
            return cluster;
        });
    }

    private static String rules(Compilation compilation) {
        return compilation.findings().stream()
                .map(finding -> finding.rule().id())
                .collect(Collectors.joining(" "));
    }

    @Test
    void areRefused() {
        Snapshots.verify("findings/versions-refused.txt", Compiled.findings(Compiled.cluster(VersionsRefused::new)));
        Snapshots.verify("findings/versions-apart.txt", Compiled.findings(Compiled.cluster(VersionsApart::new)));
        Snapshots.verify("findings/versions-untested.txt", Compiled.findings(compile("1.35", "2.7", false)));
    }

    @ParameterizedTest
    @CsvSource({
        "1.33, 2.7.5, ''",
        "v1.33.4+k3s1, v2.7.5, ''",
        "1.32, 2.7, ''",
        "1.31.9, 2.7, versions-apart",
        "1.35, 2.7, versions-untested",
        "1.34, 2.9, ''",
        "1.34.0, 2.9, versions-apart",
        "1.34.1, 2.9, ''",
        "1.36.2, 2.9, ''",
        "1.99, 2.9, version-unknown",
        "1.33, 3.0, version-unknown",
        "1, 2.7, version",
        "latest, 2.7, version",
        "1.33., 2.7, version",
        "1.33-rc1, 2.7, version",
        "'', 2.7.5, ''",
        "1.20, '', ''"
    })
    void goTogether(String kubernetes, String flux, String found) {
        assertThat(rules(compile(kubernetes, flux, false))).isEqualTo(found);
    }

    /** The count of objects in the file that such a pair does not serve. */
    @ParameterizedTest
    @CsvSource({
        // policy/v1beta1, and what is not there yet: flowcontrol v1beta3 was still served
        "1.31.0, 2.6.4, 2, 2",
        "1.31.0, 2.5.1, 2, 3",
        "1.32.0, 2.7.5, 3, 1",
        "1.34.1, 2.7.5, 2, 1",
        "1.33, 2.4, 3, 3",
    })
    void serveWhatObjectsAreWrittenIn(String kubernetes, String flux, int byKubernetes, int byFlux) {
        var refused = compile(kubernetes, flux, true).findings().stream()
                .filter(finding -> finding.rule().id().equals("api-version"))
                .toList();
        assertThat(refused.stream().filter(f -> f.message().contains(" for Kubernetes")))
                .hasSize(byKubernetes);
        assertThat(refused.stream().filter(f -> f.message().contains(" for Flux")))
                .hasSize(byFlux);
    }

    @Test
    void areNotCheckedWhereNoneIsNamed() {
        assertThat(rules(compile("", "", true))).doesNotContain("api-version");
    }

    /** With a gate that it does not know, a controller does not start. */
    @ParameterizedTest
    @CsvSource({"2.6.4, false", "2.7.0, true", "2.9.1, true", "'', false", "2.12, false"})
    void decideOnFeatureGates(String flux, boolean gate) {
        String patches = Compiled.files(compile("", flux, false), "flux-system/kustomization.yaml");
        assertThat(patches.contains("CancelHealthCheckOnNewRevision=true")).isEqualTo(gate);
        assertThat(patches).contains("--requeue-dependency=5s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://git@example.com/a/b",
                "ssh://git@example.com:2222/a",
                "https://example.com/a/b.git",
                "http://gitea.git.svc/a/b",
                "https://token@dev.example.com/a"
            })
    void ofAGoodAddressNothingIsSaid(String url) {
        assertThat(git(url, "main")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "git@example.com:a/b", "github.com/a/b", "ssh://git@example.com", "https:///a/b"})
    void ofABadAddressSomethingIs(String url) {
        assertThat(git(url, "main")).isEqualTo("git-url");
    }

    @ParameterizedTest
    @CsvSource({
        "main, ''",
        "release/1.2, ''",
        "'', git-branch",
        "a b, git-branch",
        "a..b, git-branch",
        "topic/, git-branch",
        "refs/heads/main, git-branch"
    })
    void aBranchHasANameThatGitTakes(String branch, String found) {
        assertThat(git("ssh://git@example.com/a/b", branch)).isEqualTo(found);
    }

    private static String git(String url, String branch) {
        return rules(Compiled.cluster((fleet, name) -> new Dated(fleet, name, "1.33", "2.7.5", url, branch)));
    }

    @ParameterizedTest
    @CsvSource({
        "1.33, 1.33.4, false",
        "1.33.3, 1.33.4, true",
        "1.32.9, 1.33, true",
        "1.33.4, 1.33, false",
        "1.9, 1.33, true"
    })
    void areCompared(String one, String other, boolean before) {
        assertThat(Version.parse(one).isBefore(Version.parse(other))).isEqualTo(before);
    }
}
