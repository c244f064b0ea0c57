package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Small clusters, right and wrong ones, each with the rules that it breaks, and all that is said of them in one golden file. */
abstract class GroundCases {
    private final String golden;
    private final Map<String, Case> cases = new LinkedHashMap<>();

    private record Case(String expected, Consumer<Ground> build) {}

    /** @param golden the name of the file in {@code snapshots/findings}, without its end */
    GroundCases(String golden) {
        this.golden = golden;
    }

    /** Names all cases with {@link #is}. */
    abstract void all();

    /** The cluster of a case. */
    Compilation compile(Consumer<Ground> build) {
        return Ground.with(build);
    }

    /** @param expected the ids of the rules that what {@code build} makes breaks, with a space between two; empty for none */
    final void is(String name, String expected, Consumer<Ground> build) {
        cases.put(name, new Case(expected, build));
    }

    @TestFactory
    Stream<DynamicTest> eachMistakeIsFoundAndNothingElse() {
        all();
        return cases.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(Ground.rules(compile(entry.getValue().build)))
                                .isEqualTo(entry.getValue().expected)));
    }

    @Test
    void messages() {
        all();
        var text = new StringBuilder();
        cases.forEach((name, one) -> {
            String findings = Ground.findings(compile(one.build));
            text.append(findings.isEmpty() ? "" : "--- " + name + "\n" + findings + "\n\n");
        });
        Snapshots.verify("findings/" + golden + ".txt", text.toString());
    }
}
