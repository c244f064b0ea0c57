package espalier.cdk8s;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.rules.Construction;
import espalier.rules.Ordering;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cdk8s.ApiObject;
import org.jspecify.annotations.Nullable;
import software.constructs.IConstruct;

/** What was said with {@code addDependency}: which object is applied only once another one is there. */
final class Precedence {
    private final Map<ApiObject, Set<ApiObject>> before = new LinkedHashMap<>();

    private final Set<ApiObject> told = new HashSet<>();

    private Precedence() {}

    /** Of {@code constructs}, before cdk8s adds what it takes to follow: that a chart comes after those in it. */
    static Precedence said(List<IConstruct> constructs) {
        var precedence = new Precedence();
        for (IConstruct construct : constructs) {
            // Nobody is asked without need, since that costs as much as making an object.
            if (Kernel.lines().areOrdered()
                    || construct instanceof ApiObject && Kernel.lines().of(construct) == null) {
                for (IConstruct earlier : construct.getNode().getDependencies()) {
                    precedence.note(objectsIn(construct), objectsIn(earlier));
                }
            }
        }
        return precedence;
    }

    private static List<ApiObject> objectsIn(IConstruct construct) {
        var objects = new ArrayList<ApiObject>();
        for (IConstruct each : construct.getNode().findAll()) {
            if (each instanceof ApiObject object) {
                objects.add(object);
            }
        }
        return objects;
    }

    private void note(List<ApiObject> later, List<ApiObject> earlier) {
        for (ApiObject object : later) {
            for (ApiObject other : earlier) {
                if (other != object) {
                    before.computeIfAbsent(object, key -> new LinkedHashSet<>()).add(other);
                }
            }
        }
    }

    /** Lets the objects that were made of {@code guest}'s need what comes before them. */
    void keep(Map<ApiObject, KubernetesObject> made, Guest guest) {
        before.forEach((object, earlier) -> {
            KubernetesObject reader = made.get(object);
            if (reader == null) {
                return; // it could not be made, which is told
            }
            for (ApiObject other : earlier) {
                guest.node().now(reader.origin(), () -> need(other, reader));
            }
        });
        before.keySet().forEach(object -> refuseCircle(object, made));
    }

    private static void need(ApiObject other, KubernetesObject reader) {
        Guest guest = guestOf(other, reader);
        if (guest == null) {
            reader.error(
                    Construction.FOREIGN_HANDLE,
                    "Tried to apply " + reader + " after " + other.getKind() + " " + other.getName()
                            + ", but that is in no chart of its own cluster, "
                            + reader.owner().cluster().name(),
                    "let it come after something of its own cluster");
            return;
        }
        reader.needs(guest.provision(other));
    }

    private static @Nullable Guest guestOf(ApiObject object, KubernetesObject reader) {
        Object root = object.getNode().getRoot();
        for (Node node : reader.owner().cluster().node().subtree()) {
            if (node.construct() instanceof Guest guest && guest.app() == root) {
                return guest;
            }
        }
        return null;
    }

    /** Components that wait for each other are found when they are ordered; of objects in one chart Flux would choose the first itself. */
    private void refuseCircle(ApiObject object, Map<ApiObject, KubernetesObject> made) {
        KubernetesObject reader = made.get(object);
        for (ApiObject other : before.getOrDefault(object, Set.of())) {
            List<ApiObject> way = way(other, object, new LinkedHashSet<>());
            if (reader == null || way.isEmpty() || !told.addAll(way)) {
                continue;
            }
            var names = new StringBuilder(reader.toString());
            way.forEach(each -> names.append(" → ").append(made.get(each)));
            reader.error(
                    Ordering.CYCLE,
                    "Tried to order objects of a chart, but each of these comes after the next: " + names,
                    "take one of these dependencies away");
        }
    }

    /** The objects from {@code from} to {@code to}, each of which comes after the next; empty where there is no such way. */
    private List<ApiObject> way(ApiObject from, ApiObject to, Set<ApiObject> passed) {
        if (from == to) {
            return List.of(to);
        }
        for (ApiObject next : passed.add(from) ? before.getOrDefault(from, Set.of()) : Set.<ApiObject>of()) {
            List<ApiObject> rest = way(next, to, passed);
            if (!rest.isEmpty()) {
                var way = new ArrayList<>(List.of(from));
                way.addAll(rest);
                return way;
            }
        }
        return List.of();
    }
}
