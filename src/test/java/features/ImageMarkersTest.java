package features;

import espalier.Component;
import espalier.Scope;
import espalier.compile.Compilation;
import espalier.flux.FluxInstance;
import espalier.flux.ImageTags;
import espalier.kubernetes.CustomResource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Markers, rules and automations that would not do what they are meant for are told before Flux reads them. */
class ImageMarkersTest {
    /** Writes an image without the marker that came with it. */
    private static final class Careless extends Component {
        Careless(Scope scope, String id, String image) {
            super(scope, id);
            new CustomResource(this, id, "example.com/v1", "Server", c -> c.spec("image", image));
            node().write(() -> node().image(image).text());
        }
    }

    private static Map<String, Compilation> cases() {
        var cases = new LinkedHashMap<String, Compilation>();
        cases.put("entries", Followed.by("marked-wrongly.yaml", a -> {}, apps -> {
            apps.node().cluster().external().kinds("example.com", "a test");
            new Followed.App(apps, "web", "nginx:1.0.0");
            new Followed.App(apps, "cache", "redis:8.0.0");
            new Followed.App(apps, "nightly", "ghcr.io/example/nightly:build-1");
            new Careless(apps, "lost", "ghcr.io/example/lost:1.2.3");
        }));
        cases.put(
                "a rule for what is not marked, and one said twice",
                Followed.by(
                        "followed.yaml",
                        a -> {
                            Followed.rules(a);
                            a.follow("test-flims", ImageTags.versions("1.x"))
                                    .follow("test-films", ImageTags.versions("1.x"));
                            a.follow("test-films", ImageTags.versions("2.x"));
                        },
                        Followed::all));
        cases.put(
                "a rule that would go back, and one that chooses nothing",
                Followed.by(
                        "followed.yaml",
                        a -> {
                            Followed.rules(a);
                            a.follow("test-films-next", ImageTags.versions("~1.2.0"))
                                    .follow(
                                            "test-news",
                                            ImageTags.versions("1.x").matching("^v(?P<version>.*)$", "$versoin"));
                        },
                        Followed::all));
        cases.put(
                "an automation that writes dist/ alone",
                Followed.patched(p -> p.kind("ImageUpdateAutomation").set("./dist/test", "spec", "update", "path")));
        cases.put(
                "policies that kustomize moves",
                Followed.patched(p ->
                        p.kind("Kustomization").name("configs-images").set("elsewhere", "spec", "targetNamespace")));
        cases.put(
                "policies that kustomize names anew",
                Followed.patched(
                        p -> p.kind("Kustomization").name("configs-images").set("home-", "spec", "namePrefix")));
        cases.put(
                "the namespace that they are in anyway",
                Followed.patched(p ->
                        p.kind("Kustomization").name("configs-images").set("flux-system", "spec", "targetNamespace")));
        cases.put(
                "an operator that installs no such controllers", Followed.by("followed.yaml", Followed::rules, apps -> {
                    Followed.all(apps);
                    apps.node().cluster().external().kinds("fluxcd.controlplane.io", "a test");
                    new FluxInstance(apps, "flux");
                }));
        return cases;
    }

    @Test
    void eachIsToldWithTheWayOut() {
        var text = new StringBuilder();
        cases().forEach((name, compilation) -> text.append("--- ")
                .append(name)
                .append('\n')
                .append(Ground.findings(compilation))
                .append("\n\n"));
        Snapshots.verify("findings/image-markers.txt", text.toString());
    }
}
