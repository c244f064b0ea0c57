package espalier.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelEvaluationExceptionBuilder;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions on their way into the library, which wants to know the type of each apart from what it does. */
final class Library {
    /**
     * A type on both sides.
     *
     * @param of what it is in CEL
     * @param java what its values are
     */
    record Type(CelType of, Class<?> java) {
        /** One that CEL knows nothing of. */
        static Type own(String name, Class<?> java) {
            return new Type(OpaqueType.create("kubernetes." + name), java);
        }
    }

    static final Type TEXT = new Type(SimpleType.STRING, String.class);
    static final Type TRUTH = new Type(SimpleType.BOOL, Boolean.class);
    static final Type WHOLE = new Type(SimpleType.INT, Long.class);
    static final Type REAL = new Type(SimpleType.DOUBLE, Double.class);
    static final Type ANY = new Type(SimpleType.DYN, Object.class);
    static final Type LIST = new Type(ListType.create(SimpleType.DYN), List.class);
    static final Type TEXTS = new Type(ListType.create(SimpleType.STRING), List.class);
    static final Type TEXTS_BY_NAME =
            new Type(MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)), Map.class);

    private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    static Type optional(Type type) {
        return new Type(OptionalType.create(type.of()), Optional.class);
    }

    /** {@code name(…)} */
    Library function(String name, Type result, CelFunctionOverload does, Type... parameters) {
        String id = bind(name, does, parameters);
        overloads(name).add(CelOverloadDecl.newGlobalOverload(id, result.of(), types(parameters)));
        return this;
    }

    /** {@code x.name(…)}, of which x is the first parameter. */
    Library method(String name, Type result, CelFunctionOverload does, Type... parameters) {
        String id = bind(name, does, parameters);
        overloads(name).add(CelOverloadDecl.newMemberOverload(id, result.of(), types(parameters)));
        return this;
    }

    private String bind(String name, CelFunctionOverload does, Type... parameters) {
        String id = "kubernetes_" + name + "_" + bindings.size();
        var classes = new ArrayList<Class<?>>();
        for (Type parameter : parameters) {
            classes.add(parameter.java());
        }
        bindings.add(CelFunctionBinding.from(id, classes, does));
        return id;
    }

    private static ImmutableList<CelType> types(Type... parameters) {
        var types = ImmutableList.<CelType>builder();
        for (Type parameter : parameters) {
            types.add(parameter.of());
        }
        return types.build();
    }

    private List<CelOverloadDecl> overloads(String name) {
        return overloads.computeIfAbsent(name, key -> new ArrayList<>());
    }

    List<CelFunctionDecl> declarations() {
        var declarations = new ArrayList<CelFunctionDecl>();
        overloads.forEach((name, all) -> declarations.add(CelFunctionDecl.newFunctionDeclaration(name, all)));
        return declarations;
    }

    List<CelFunctionBinding> bindings() {
        return bindings;
    }

    /** The end of an evaluation at something that an object says. */
    static CelEvaluationException refused(String message) {
        return CelEvaluationExceptionBuilder.newBuilder(message)
                .setErrorCode(CelErrorCode.BAD_FORMAT)
                .build();
    }
}
