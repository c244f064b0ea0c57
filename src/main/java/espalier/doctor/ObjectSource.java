package espalier.doctor;

import espalier.tree.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where objects are read: a running cluster, or a test's. */
public interface ObjectSource {
    /**
     * All objects of a kind, page by page; none where the cluster does not serve it.
     *
     * @param namespace empty for all
     * @param fields a field selector; empty for all
     */
    List<Mapping> list(Resource resource, String namespace, String fields) throws Refused, NoAnswer;

    /** The object, or null where there is none. */
    @Nullable
    Mapping get(Resource resource, String namespace, String name) throws Refused, NoAnswer;

    /** The kind in the version that the cluster prefers; null where it does not serve it. */
    @Nullable
    Resource served(String group, String kind) throws NoAnswer;

    /** The last lines of what a container wrote before it ended; empty where that is gone. */
    String lastWords(String namespace, String pod, String container, int lines) throws Refused, NoAnswer;

    /** How often the API server was asked. */
    int calls();
}
