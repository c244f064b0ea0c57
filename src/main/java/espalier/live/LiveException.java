package espalier.live;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a cluster could not be asked or told something, in words that begin behind "but". */
public final class LiveException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean late;

    public LiveException(String message) {
        this(message, false);
    }

    private LiveException(String message, boolean late) {
        super(message);
        this.late = late;
    }

    static LiveException late(String message) {
        return new LiveException(message, true);
    }

    public LiveException(String message, Throwable cause) {
        super(message, cause);
        late = isLate(cause);
    }

    /** What {@code thrown} means, which was asked of the API server at {@code address}; a right that is missing is not told here. */
    static LiveException of(KubernetesClientException thrown, String address) {
        if (thrown.getCode() == 401) {
            return new LiveException(
                    "the API server at " + address
                            + " does not know this user: the credential in the kubeconfig is missing or has expired",
                    thrown);
        }
        if (isLate(thrown)) {
            return new LiveException("the API server at " + address + " did not answer in time", thrown);
        }
        if (has(SSLException.class, thrown)) {
            return new LiveException(
                    address + " is not who the kubeconfig's certificate-authority vouches for, or does not take the"
                            + " client's certificate",
                    thrown);
        }
        if (has(ConnectException.class, thrown) || has(UnknownHostException.class, thrown)) {
            return new LiveException("nobody answers at " + address, thrown);
        }
        String status = thrown.getStatus() == null ? null : thrown.getStatus().getMessage();
        return new LiveException(
                "the API server at " + address + " says: " + (status == null ? innermost(thrown) : status), thrown);
    }

    /** The client puts the operation in front of what happened, which stands in the cause where there is one. */
    static String innermost(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }

    /** Whether it may go well a moment later, such as while a webhook starts. */
    public boolean isPassing() {
        return getCause() instanceof KubernetesClientException e && (e.getCode() == 429 || e.getCode() >= 500);
    }

    /** Whether it is that this user may not. */
    public boolean isForbidden() {
        return getCause() instanceof KubernetesClientException e && e.getCode() == 403;
    }

    /** Whether there was an answer missing when time ran out. */
    public boolean isLate() {
        return late;
    }

    /** The API server's answer in {@code thrown}; null where it has none. */
    static @Nullable KubernetesClientException answer(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof KubernetesClientException answer && answer.getCode() > 0) {
                return answer;
            }
        }
        return null;
    }

    private static boolean isLate(Throwable thrown) {
        return has(HttpTimeoutException.class, thrown) || has(TimeoutException.class, thrown);
    }

    private static boolean has(Class<? extends Throwable> type, Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }
}
