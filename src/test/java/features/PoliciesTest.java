package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.ClusterSettings;
import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Policy;
import espalier.Resource;
import espalier.Review;
import espalier.Scope;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Manifests;
import espalier.kubernetes.ServiceAccount;
import espalier.policy.BackedUp;
import espalier.policy.DefaultDeny;
import espalier.policy.GatewayApi;
import espalier.policy.MemoryLimit;
import espalier.policy.Naming;
import espalier.policy.NonRoot;
import espalier.policy.OwnChartSource;
import espalier.policy.PolicySets;
import espalier.policy.PreferredGateway;
import espalier.policy.SecretsFromVault;
import espalier.policy.VolSyncBackups;
import espalier.report.ClusterPage;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a cluster chooses to keep to is held against every object, whoever made it; each departure has a reason. */
class PoliciesTest {
    private static final Path FOLDER = Path.of(System.getProperty("espalier.root", "."), "src/test/resources/policies");

    private static void everything(ClusterSettings cluster) {
        cluster.policies(PolicySets.SAFE_PODS)
                .policies(PolicySets.LEAST_PRIVILEGE)
                .policies(PolicySets.TRUE_TO_GIT)
                .policies(new OwnChartSource(), new GatewayApi(), new PreferredGateway("envoy-internal"))
                .policies(new VolSyncBackups(), new BackedUp(2), new DefaultDeny(), new Naming("rook-ceph"));
    }

    private static Compilation compile(Consumer<ClusterSettings> policies, Consumer<Stage> apps) {
        return Compiled.cluster((fleet, name) -> new PolicedCluster(fleet, name, policies, apps));
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String expected(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve(name)).get(0).replace("# expects: ", "");
    }

    /** The objects of the file {@code resource}, with every policy switched on. */
    static Compilation compile(String resource) {
        boolean encrypted = resource.endsWith("good-secrets.yaml"); // which one policy takes, and another does not
        Consumer<ClusterSettings> policies = cluster -> {
            everything(cluster);
            if (!encrypted) {
                cluster.policies(new SecretsFromVault());
            }
        };
        return compile(policies, apps -> {
            apps.node()
                    .cluster()
                    .external()
                    .secret(NamespaceHandle.FLUX_SYSTEM, "sops", "it decrypts what is encrypted", "age.agekey");
            new Manifests(apps, "deny", "a test", Resource.of("features/default-deny.yaml"));
            new Manifests(apps, "it", "a test", Resource.of(resource));
        });
    }

    private static String ids(Compilation compilation) {
        String found = compilation.findings().stream()
                .map(finding -> finding.rule().id())
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "nothing" : found;
    }

    /** Without the lines of this file, which move with every edit of it. */
    private static String findings(Compilation compilation) {
        return Compiled.findings(compilation).replaceAll("PoliciesTest\\.java:\\d+", "PoliciesTest.java:…");
    }

    /** With every policy switched on, so that each good file is good for all of them. */
    @TestFactory
    Stream<DynamicTest> eachBreachIsFoundAndNothingElse() throws IOException {
        return names().stream()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> assertThat(ids(compile("policies/" + name))).isEqualTo(expected(name))));
    }

    @Test
    void messages() throws IOException {
        var text = new StringBuilder();
        for (String name : names()) {
            String findings = Compiled.findings(compile("policies/" + name));
            if (!findings.isEmpty()) {
                text.append("--- ").append(name).append('\n').append(findings).append("\n\n");
            }
        }
        Snapshots.verify("findings/policies.txt", text.toString());
    }

    @Test
    void everyPolicyIsBrokenBySomeTest() throws IOException {
        var broken = new HashSet<String>();
        for (String name : names()) {
            broken.add(expected(name));
        }
        broken.add(ids(sharedAccount()));
        for (Rule rule : rules()) {
            assertThat(broken).contains(rule.id());
            assertThat(rule.isWaivable()).as(rule.id()).isTrue();
        }
    }

    private static List<Rule> rules() {
        return Rules.chapters().stream()
                .filter(chapter -> chapter.holder() == Policies.class)
                .findFirst()
                .orElseThrow()
                .rules();
    }

    @Test
    void theDocumentHasEveryPolicyAndEverySet() throws IOException {
        String document = Files.readString(Path.of(System.getProperty("espalier.root", "."), "docs/policies.md"));
        for (Rule rule : rules()) {
            assertThat(document).contains("| `" + rule.id() + "` |");
        }
        for (var set : List.of(PolicySets.SAFE_PODS, PolicySets.LEAST_PRIVILEGE, PolicySets.TRUE_TO_GIT)) {
            assertThat(document)
                    .contains(set.stream()
                            .map(policy -> "`" + policy.getClass().getSimpleName() + "`")
                            .collect(Collectors.joining(", ", "(", ")")));
        }
    }

    @Test
    void whatIsNotSwitchedOnIsNotAsked() {
        assertThat(ids(compile(
                        c -> c.policies(new GatewayApi()),
                        apps -> new Manifests(
                                apps, "it", "a test", Resource.of("policies/image-with-a-tag-only.yaml")))))
                .isEqualTo("nothing");
    }

    private static Compilation sharedAccount() {
        return compile(c -> c.policies(PolicySets.LEAST_PRIVILEGE), apps -> {
            var account = new ServiceAccount(apps, "account", a -> {});
            for (String id : List.of("one", "two")) {
                new Deployment(
                        apps,
                        id,
                        d -> d.serviceAccount(account, "it lists pods").container("web", "example.com/web:1", c -> {}));
            }
        });
    }

    @Test
    void twoAppsOfOneAccount() {
        Snapshots.verify("findings/shared-account.txt", findings(sharedAccount()));
    }

    /** Pods as our constructs make them break none of these, unless they say why. */
    @Test
    void aDefaultThatAConstructLiftsWithAReasonIsNoBreach() {
        Compilation compilation = compile(
                c -> c.policies(PolicySets.SAFE_PODS).policies(PolicySets.LEAST_PRIVILEGE),
                apps -> new Deployment(
                        apps,
                        "web",
                        d -> d.root("it opens raw sockets")
                                .container(
                                        "web",
                                        "example.com/web:1",
                                        c -> c.memory("32Mi", "64Mi").writableRootFilesystem("it writes beside itself"))
                                .container("log", "example.com/log:1", c -> c.memory("32Mi", "64Mi"))));
        assertThat(Compiled.findings(compilation)).isEmpty();
    }

    /** What one container is allowed, a patch does not get for another one. */
    @Test
    void aLiftedDefaultIsThatOfOneContainer() {
        Compilation compilation = compile(c -> c.policies(PolicySets.SAFE_PODS), apps -> {
            var web = new Deployment(
                    apps,
                    "web",
                    d -> d.container(
                                    "web",
                                    "example.com/web:1",
                                    c -> c.memory("32Mi", "64Mi").writableRootFilesystem("it writes beside itself"))
                            .container("log", "example.com/log:1", c -> c.memory("32Mi", "64Mi")));
            apps.node().cluster().patch(web, "a test", p -> p.merge("""
                            spec:
                              template:
                                spec:
                                  containers:
                                    - name: log
                                      securityContext: {readOnlyRootFilesystem: false}
                            """));
        });
        assertThat(Compiled.findings(compilation)).contains("read-only-root", "the container log of Deployment");
        assertThat(compilation.findings()).hasSize(1);
    }

    /** A storage system that knows what no cluster can know better. */
    private static final class Storage extends Component {
        Storage(Scope scope, String id) {
            super(scope, id);
            exempt(Policies.MEMORY_LIMIT, "the cluster stands on it, and a limit would end it under load");
            new Deployment(this, d -> d.container("disks", "example.com/disks:1", c -> {}));
        }
    }

    @Test
    void aConstructCanBeExemptByDeclaration() {
        for (boolean on : new boolean[] {true, false}) {
            Compilation compilation = compile(
                    c -> c.policies(on ? PolicySets.SAFE_PODS : List.of()), apps -> new Storage(apps, "storage"));
            assertThat(Compiled.findings(compilation)).isEmpty();
        }
    }

    @Test
    void aWaiverIsForOneRuleAndOneConstructAndEndsWithItsNeed() {
        Compilation compilation = compile(c -> c.policies(new MemoryLimit(), new NonRoot()), apps -> {
            for (String id : List.of("one", "two", "three")) {
                var web = new Deployment(
                        apps,
                        id,
                        d -> d.container("web", "example.com/web:1", c -> {
                            if (!id.equals("three")) {
                                c.cpu("100m");
                            } else {
                                c.memory("32Mi", "64Mi");
                            }
                        }));
                if (!id.equals("two")) {
                    web.waive(Policies.MEMORY_LIMIT, "it is measured for a week");
                }
            }
        });
        Snapshots.verify("findings/policy-waivers.txt", findings(compilation));
    }

    @Test
    void thePageTellsPoliciesWaiversAndWhatWasNotChecked() {
        Compilation compilation = compile(c -> c.policies(PolicySets.SAFE_PODS).policies(new GatewayApi()), apps -> {
            var charts = new HelmRepository(apps, "charts", "https://charts.example.com", r -> {});
            new HelmRelease(apps, "proxy", charts.chart("proxy", "1.0.0"), CrdOwner.RELEASE, h -> {});
            new Deployment(apps, "web", d -> d.container("web", "example.com/web:1", c -> {}))
                    .waive(Policies.MEMORY_LIMIT, "it is measured for a week");
            new Storage(apps, "storage");
        });
        String page = ClusterPage.of(
                Objects.requireNonNull(compilation.order()),
                compilation.schemas().gaps());
        Snapshots.verify("policies/page.md", page.substring(page.indexOf("## Policies")));
    }

    /** Somebody's own, with a mistake. */
    private static final class Throwing implements Policy {
        private static final Rule RULE = Rule.policy("own", "It throws", "To see what becomes of it", "mend it");

        @Override
        public Rule rule() {
            return RULE;
        }

        @Override
        public void review(Review review) {
            throw new IllegalStateException("no policy today");
        }
    }

    @Test
    void aPolicyThatThrowsOrIsSetTwiceIsToldAndTheOthersGoOn() {
        Compilation compilation = compile(
                c -> c.policies(new Throwing(), new MemoryLimit(), new MemoryLimit(), null),
                apps -> new Deployment(apps, "web", d -> d.container("web", "example.com/web:1", c -> {})));
        Snapshots.verify("findings/policies-refused.txt", findings(compilation));
    }
}
