package infra.apptemplate;

import espalier.KubernetesObject;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/** A ServiceAccount in the words of the chart. */
final class AccountValues {
    private final Release release;

    AccountValues(Release release) {
        this.release = release;
    }

    @Nullable
    Mapping of(KubernetesObject account) {
        var head = new Head(account, release);
        head.spec().refuseRest();
        if (!head.fits()) {
            return null;
        }
        head.complete();
        return head.values();
    }
}
