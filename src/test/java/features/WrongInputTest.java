package features;

import broken.*;
import espalier.Cluster;
import espalier.Fleet;
import espalier.compile.Compilation;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every mistake is said once, in a message that needs no knowledge of the compiler; the clusters of {@code broken} make them. */
class WrongInputTest {
    private static DynamicTest says(String name, BiFunction<Fleet, String, ? extends Cluster> maker) {
        return DynamicTest.dynamicTest(name, () -> {
            Compilation compilation = Compiled.cluster(maker);
            Snapshots.verify("findings/" + name + ".txt", withoutOwnLines(Compiled.findings(compilation)));
        });
    }

    /** The lines of our own constructs move with every edit of theirs, and what parameters are called not every compiler keeps. */
    static String withoutOwnLines(String findings) {
        return findings.replaceAll("\\((infra|apps)/([\\w/]+)\\.java:\\d+\\)", "($1/$2.java:…)")
                .replaceAll("(something that it needs is null): \\w+", "$1");
    }

    @TestFactory
    Stream<DynamicTest> all() {
        return Stream.of(
                says("id-twice", IdTwice::new),
                says("setting-twice", SettingTwice::new),
                says("value-twice", ValueTwice::new),
                says("setting-alone", SettingAlone::new),
                says("settings-at-odds", SettingsAtOdds::new),
                says("setting-null", SettingNull::new),
                says("patch-without-object", PatchWithoutObject::new),
                says("patch-without-field", PatchWithoutField::new),
                says("patch-that-throws", PatchThatThrows::new),
                says("no-reason", NoReason::new),
                says("throws-half-way", ThrowsHalfWay::new),
                says("throws-in-settings", ThrowsInSettings::new),
                says("throws-in-part", ThrowsInPart::new),
                says("throws-before-super", ThrowsBeforeSuper::new),
                says("throws-in-cluster-settings", ThrowsInClusterSettings::new),
                says("throws-in-static-field", ThrowsInStaticField::new),
                says("never-complete", NeverComplete::new),
                says("too-late", TooLate::new),
                says("not-exposed", NotExposed::new),
                says("isolation-refused", IsolationRefused::new),
                says("isolation-of-nothing", IsolationOfNothing::new),
                says("host-twice", HostTwice::new),
                says("throws-in-stage", ThrowsInStage::new),
                says("machines-refused", MachinesRefused::new),
                says("variables-misplaced", VariablesMisplaced::new),
                says("bundled-chart", BundledChart::new),
                says("never-made", NeverMade::new),
                says("name-of-its-own", NameOfItsOwn::new),
                says("names-refused", NamesRefused::new),
                says("labels-refused", LabelsRefused::new),
                says("ids-refused", IdsRefused::new),
                says("ids-reserved", IdsReserved::new),
                says("names-of-kustomizations", NamesOfKustomizations::new),
                says("name-of-second-part", NameOfSecondPart::new),
                says("secrets-in-clear", SecretsInClear::new),
                says("known-authentik-file", KnownIssues.AuthentikFile::new),
                says("known-authentik-secret", KnownIssues.AuthentikSecret::new),
                says("known-intel-gpu-definitions", KnownIssues.IntelGpuDefinitions::new),
                says("known-monitoring-storage", KnownIssues.MonitoringStorage::new),
                says("known-dependency-chain", KnownIssues.DependencyChain::new),
                says("object-twice", ObjectTwice::new),
                says("object-outside", ObjectOutside::new),
                says("mutual-reference", MutualReference::new),
                says("cycle-of-stages", CycleOfStages::new),
                says("port-missing", PortMissing::new),
                says("variable-too-early", VariableTooEarly::new),
                says("resources-missing", ResourcesMissing::new),
                says("scope-null", ScopeNull::new),
                says("handle-null", HandleNull::new),
                says("text-of-null", TextOfNull::new),
                says("text-of-construct", TextOfConstruct::new),
                says("stage-empty", StageEmpty::new),
                says("waivers-for-nothing", WaiversForNothing::new),
                says("containers-refused", ContainersRefused::new),
                says("amounts-refused", AmountsRefused::new),
                says("node-ports-refused", NodePortsRefused::new),
                says("data-refused", DataRefused::new),
                says("namespaces-apart", NamespacesApart::new),
                says("nulls-written", NullsWritten::new),
                says("keys-missing", KeysMissing::new),
                says("secrets-exposed", SecretsExposed::new),
                says("hashed-name-elsewhere", HashedNameElsewhere::new),
                says("manifests-refused", ManifestsRefused::new));
    }
}
