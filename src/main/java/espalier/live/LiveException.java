package espalier.live;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** Why a cluster could not be asked or told something, in words that begin behind "but". */
public final class LiveException extends Exception {
    private static final long serialVersionUID = 1L;

    public LiveException(String message) {
        super(message);
    }

    public LiveException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether it may go well a moment later, such as while a webhook starts. */
    public boolean isPassing() {
        return getCause() instanceof KubernetesClientException e && (e.getCode() == 429 || e.getCode() >= 500);
    }

    /** Whether it is that this user may not. */
    public boolean isForbidden() {
        return getCause() instanceof KubernetesClientException e && e.getCode() == 403;
    }
}
