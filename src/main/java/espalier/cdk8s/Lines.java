package espalier.cdk8s;

import com.fasterxml.jackson.databind.JsonNode;
import espalier.Origin;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.jsii.JsiiEngine;
import software.amazon.jsii.JsiiRuntime;

/**
 * Which line of Java made what stands in Node: noted when the answer to the call that made it comes over the wire, while that call is
 * still on the stack.
 *
 * <p>jsii shows what goes over the wire only to tests of its own, in a field that is not public. With a jsii that has none, nothing is
 * noted, and whoever asks goes without.
 */
final class Lines {
    private final Map<String, Origin> lines = new HashMap<>();
    private boolean making;
    private boolean ordered;

    /** Listens to what the current thread says to Node from now on. */
    @SuppressWarnings("unchecked")
    void listen() {
        try {
            Field field = JsiiRuntime.class.getDeclaredField("messageInspector");
            field.setAccessible(true);
            Class<?> type = Class.forName("software.amazon.jsii.MessageInspector");
            Object inspector = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this::heard);
            ((ThreadLocal<Object>) field.get(null)).set(inspector);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // another jsii than the one that this was tried with
        }
    }

    private @Nullable Object heard(Object inspector, Method method, @Nullable Object @Nullable [] said) {
        if (said != null && said.length == 2 && said[0] instanceof JsonNode message) {
            if ("Request".equals(String.valueOf(said[1]))) {
                request(message);
            } else {
                JsonNode ok = message.path("ok");
                answer(ok.path("$jsii.byref")
                        .asText(ok.path("result").path("$jsii.byref").asText("")));
            }
        }
        return null;
    }

    private void request(JsonNode request) {
        String what = request.path("api").asText("complete"); // of a call of Java's by JavaScript
        boolean seeks = request.path("objref").path("$jsii.byref").asText("").startsWith("constructs.Node@");
        making = what.equals("create") || what.equals("complete") || what.equals("invoke") && !seeks;
        ordered |= request.path("method").asText("").equals("addDependency");
    }

    private void answer(String reference) {
        if (making && !reference.isEmpty() && !lines.containsKey(reference)) {
            lines.put(reference, Origin.here());
        }
    }

    /** The line that made {@code object}; null for what JavaScript made of itself, for something that Java made. */
    @Nullable
    Origin of(Object object) {
        return lines.get(JsiiEngine.getInstance().nativeToObjRef(object).getObjId());
    }

    /** Whether anything was said to come after something else. */
    boolean areOrdered() {
        return ordered;
    }
}
