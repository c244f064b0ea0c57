package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Finding;
import espalier.compile.Compilation;
import espalier.rules.Rule;
import espalier.rules.Rules;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** For every rule there is a case that comes near to breaking it, and of which it says nothing. */
class RulesLetPassTest {
    /** Of what happens outside of a compilation, or only with Node.js: the test that shows it. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("fleet-threw", "CommandLineMistakesTest.nothingIsWrong"),
            Map.entry("applied-together", "CdkOrderTest.whatFluxAppliesInThatOrderOrDoesNotMatter"),
            Map.entry("compiler-bug", "CompilerBugTest.oneClusterFailsAndTheOtherIsWritten"),
            Map.entry("policy-dialect", "IsolationTest.policiesOfBothDialectsByOneDerivation"),
            Map.entry("patch-file", "PatchFilesTest.aPatchThatMatchesIsApplied"),
            Map.entry("move-file", "MoveFilesTest.whatItNamesIsWrittenOtherwiseAndNothingElse"),
            Map.entry("move-left-behind", "MoveFilesTest.whatItNamesIsWrittenOtherwiseAndNothingElse"),
            Map.entry("schema-unreadable", "SchemaFilesTest.theRepositorysSchemaCountsBeforeTheProgramsOwn"),
            Map.entry("schema-older", "SchemaFilesTest.aNewerClusterMayKnowMoreThanTheSchema"),
            Map.entry("dist-not-writable", "SymbolicLinksTest.distItselfMayBeALinkOfTheUsers"),
            Map.entry("in-the-way", "RemovedFilesTest.aForeignFileBesideThemStays"),
            Map.entry("uncommitted-work", "WhatSynthMayReplaceTest.whatIsAsItShallBeIsNobodysEdit"),
            Map.entry("image-marker-shared", "NeighboursTest.clustersWithNamesOfTheirOwnAreLetPass"),
            Map.entry("stray-tree", "RemovedFilesTest.whatIsNotMadeAnyMoreGoesWithItsEmptyFolder"));

    private static String found(Compilation compilation) {
        return String.join(
                "\n", compilation.findings().stream().map(Finding::toString).toList());
    }

    @TestFactory
    Stream<DynamicTest> oneChangeEndsTheTroubleAndMakesNoOther() throws IOException {
        return Correction.all().stream()
                .map(correction -> DynamicTest.dynamicTest(correction.rule() + " in " + correction.file(), () -> {
                    assertThat(correction.broken().findings())
                            .as("what %s breaks", correction.file())
                            .extracting(finding -> finding.rule().id())
                            .contains(correction.rule());
                    assertThat(found(correction.corrected())).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatLooksLikeAMistakeAndIsNoneIsLetPass() {
        return NearMisses.all().stream()
                .map(near -> DynamicTest.dynamicTest(
                        near.name(),
                        () -> assertThat(found(near.compilation().get())).isEmpty()));
    }

    @Test
    void everyRuleHasSuchACase() throws Exception {
        var passed = new TreeMap<String, String>();
        for (Correction correction : Correction.all()) {
            passed.put(correction.rule(), correction.file());
        }
        for (NearMisses.Case near : NearMisses.all()) {
            near.rules().forEach(rule -> passed.put(rule, near.name()));
        }
        for (var test : ELSEWHERE.entrySet()) {
            int dot = test.getValue().indexOf('.');
            Class<?> type = Class.forName("features." + test.getValue().substring(0, dot));
            assertThat(type.getDeclaredMethod(test.getValue().substring(dot + 1))
                            .isAnnotationPresent(Test.class))
                    .as(test.getValue())
                    .isTrue();
            passed.put(test.getKey(), test.getValue());
        }
        var without = new TreeSet<String>();
        for (Rule rule : Rules.all()) {
            without.add(rule.id());
        }
        var unknown = new TreeSet<>(passed.keySet());
        unknown.removeAll(without);
        without.removeAll(passed.keySet());
        assertThat(without)
                .as(
                        "rules that no case comes near to without breaking them: add one to corrections.txt or to NearMisses")
                .isEmpty();
        assertThat(unknown).as("cases of rules that there are not").isEmpty();
    }
}
