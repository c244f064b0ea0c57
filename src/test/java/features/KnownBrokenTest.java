package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.compile.Compilation;
import espalier.flux.HelmRelease;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.verdict.NotChecked;
import espalier.verdict.Unchecked;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What somebody says is broken is written as it is, holds up nobody, and is listed; who needs it is told. */
class KnownBrokenTest extends GroundCases {
    private static final String ISSUE = "https://github.com/example/charts/issues/7";
    private static final String WHY = "the repository serves it no longer, since 2025-08-28";

    KnownBrokenTest() {
        super("known-broken");
    }

    private static HelmRelease broken(Ground ground) {
        HelmRelease release = ground.chart("films", h -> h.bringsService("films", "http", 80));
        release.knownBroken(WHY, ISSUE);
        return release;
    }

    private static Deployment reader(Component in, HelmRelease release) {
        return new Deployment(
                in,
                d -> d.container(
                        "main",
                        "example/image:1",
                        c -> c.env("FILMS", release.service("films", "http").address())));
    }

    @Override
    void all() {
        is("nobody needs it", "", KnownBrokenTest::broken);
        is("an app runs with it", "needs-broken", ground -> {
            HelmRelease release = broken(ground);
            reader(new Component(ground.apps.in(NamespaceHandle.DEFAULT), "web") {}, release);
        });
        is("an app that is as broken", "", ground -> {
            HelmRelease release = broken(ground);
            reader(new Component(ground.apps.in(NamespaceHandle.DEFAULT), "web") {}, release)
                    .knownBroken("there is nothing to show", ISSUE);
        });
        is("no reason", "no-reason", ground -> ground.chart("films", h -> {}).knownBroken("", ISSUE));
    }

    private static String stage(Consumer<Ground> build) {
        Compilation compilation = Ground.with(ground -> {
            new ConfigMap(new Component(ground.infrastructure.in(NamespaceHandle.DEFAULT), "other") {}, "it", m -> {});
            build.accept(ground);
        });
        return Compiled.files(compilation, "infrastructure.yaml");
    }

    @Test
    void itsStageLooksAtAllOthers() {
        assertThat(stage(KnownBrokenTest::broken))
                .contains("  wait: false\n")
                .contains(
                        "  healthChecks:\n    - apiVersion: kustomize.toolkit.fluxcd.io/v1\n      kind: Kustomization\n"
                                + "      name: infrastructure-other\n      namespace: flux-system\n")
                .doesNotContain("name: infrastructure-films");
        assertThat(stage(ground -> {})).contains("  wait: true\n").doesNotContain("healthChecks");
    }

    @Test
    void whoLooksAtTheClusterFindsTheReason() {
        assertThat(Compiled.files(Ground.with(KnownBrokenTest::broken), "infrastructure/films.yaml"))
                .contains("    known-broken/because: " + WHY + "\n")
                .contains("    known-broken/source: " + ISSUE + "\n");
        assertThat(stage(KnownBrokenTest::broken)).doesNotContain("known-broken/");
    }

    @Test
    void theVerdictListsIt() {
        Compilation compilation = Ground.with(KnownBrokenTest::broken);
        List<Unchecked> unchecked = NotChecked.in(
                Objects.requireNonNull(compilation.order()).graph(),
                compilation.schemas().gaps());
        assertThat(unchecked)
                .filteredOn(each -> each.kind() == Unchecked.Kind.KNOWN_BROKEN)
                .containsExactly(new Unchecked(
                        Unchecked.Kind.KNOWN_BROKEN, "test/infrastructure/films/release", WHY + " (" + ISSUE + ")"));
        assertThat(NotChecked.counted(unchecked)).contains("1 construct known to be broken");
    }
}
