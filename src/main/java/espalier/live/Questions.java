package espalier.live;

import espalier.doctor.Right;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What is asked of one API server, all within one time: what it refuses is told with all that is missing. */
final class Questions {
    private final String cluster;
    private final Deadline deadline;
    private List<Right> needed = List.of();

    /**
     * @param cluster the name of the server's cluster, for people
     * @param timeout for all that is asked
     */
    Questions(String cluster, Duration timeout) {
        this.cluster = cluster;
        this.deadline = Deadline.in(timeout);
    }

    void need(List<Right> rights) {
        needed = rights;
    }

    <T> T ask(Supplier<T> question, Right right) throws LiveException {
        if (deadline.isOver()) {
            throw LiveException.late("time ran out after " + deadline.whole().toSeconds() + " s");
        }
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            throw meant(e, right);
        }
    }

    /** What {@code e} says, of a question that needs {@code right}. */
    LiveException meant(KubernetesClientException e, Right right) {
        return e.getCode() == 403 ? new LiveException(Rights.missing(right, needed), e) : LiveException.of(e, cluster);
    }
}
