package espalier.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions as the API server does. Each is compiled once in the life of the process, by whichever thread comes first.
 *
 * <p>{@code self} has no declared type here: that of a definition's schema only forbids expressions, and the API server has
 * looked at those when it took the definition.
 */
public final class Expressions {
    /**
     * Mistakes of an object, which end an expression at the API server as well. All others are ours. A field that is not there
     * is none: webhooks are asked before rules, and some operators have one that fills in what rules then read.
     */
    private static final Set<CelErrorCode> OF_OBJECTS = EnumSet.of(
            CelErrorCode.INDEX_OUT_OF_BOUNDS,
            CelErrorCode.DIVIDE_BY_ZERO,
            CelErrorCode.NUMERIC_OVERFLOW,
            CelErrorCode.BAD_FORMAT);

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .enableRegexPartialMatch(true)
            .build();

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("self", SimpleType.DYN)
            .addVar("oldSelf", SimpleType.DYN)
            .addLibraries(
                    CelExtensions.strings(),
                    CelExtensions.optional(),
                    CelExtensions.sets(OPTIONS),
                    CelExtensions.comprehensions())
            .addFunctionDeclarations(KubernetesFunctions.LIBRARY.declarations())
            .build();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                    CelExtensions.strings(),
                    CelExtensions.optional(),
                    CelExtensions.sets(OPTIONS),
                    CelExtensions.comprehensions())
            .addFunctionBindings(KubernetesFunctions.LIBRARY.bindings())
            .build();

    /** A program, or why there is none. */
    private record Compiled(CelRuntime.@Nullable Program program, String obstacle) {}

    private static final Map<String, Compiled> COMPILED = new ConcurrentHashMap<>();

    private Expressions() {}

    /**
     * What {@code expression} is for a new object.
     *
     * @param self in Java's own types, or as {@link Values} gives it
     */
    public static Outcome evaluate(String expression, Object self) {
        Compiled compiled = COMPILED.computeIfAbsent(expression, Expressions::compile);
        CelRuntime.Program program = compiled.program();
        if (program == null) {
            return Outcome.unable(compiled.obstacle());
        }
        try {
            return Outcome.of(program.eval(Map.of("self", self, "oldSelf", Optional.empty())));
        } catch (CelEvaluationException e) {
            String message = Message.ofEvaluation(e);
            return OF_OBJECTS.contains(e.getErrorCode()) ? Outcome.failed(message) : Outcome.unable(message);
        } catch (RuntimeException e) { // of a library that meets what nobody thought of
            return Outcome.unable(String.valueOf(e.getMessage()));
        }
    }

    private static Compiled compile(String expression) {
        try {
            return new Compiled(
                    RUNTIME.createProgram(COMPILER.compile(expression).getAst()), "");
        } catch (CelValidationException e) {
            return new Compiled(null, Message.ofCompilation(e));
        } catch (CelEvaluationException | RuntimeException e) {
            return new Compiled(null, String.valueOf(e.getMessage()));
        }
    }
}
