package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import espalier.kubernetes.Manifests;
import espalier.report.ClusterPage;
import espalier.rules.Policies;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whoever may do everything on a cluster stands on its page, with the reason. */
class ClusterAdminsTest {
    private static final ServiceAccount JANITOR = new ServiceAccountBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("janitor")
            .endMetadata()
            .build();

    private static final ClusterRoleBinding EVERYTHING = new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("janitor")
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
            .addNewSubject("", "ServiceAccount", "janitor", "default")
            .build();

    private static final RoleBinding LITTLE = new RoleBindingBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("viewer")
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
            .addNewSubject("", "ServiceAccount", "janitor", "default")
            .build();

    @Test
    void fluxIsThereOnEveryPage() {
        assertThat(section(Ground.bare(ground -> {})))
                .contains("`flux-system/kustomize-controller` | everywhere | Flux");
    }

    @Test
    void whoIsBoundInGitIsThereWithTheReasonOfTheWaiver() {
        String section = section(Ground.bare(ground ->
                janitor(ground).waive(Policies.NARROW_RIGHTS, "it takes away what others leave, of any kind")));
        assertThat(section)
                .contains("| `default/janitor` | everywhere | it takes away what others leave, of any kind |")
                .doesNotContain("view");
    }

    @Test
    void aMissingReasonIsSeen() {
        assertThat(section(Ground.bare(ground -> janitor(ground)))).contains("| **nobody says why** |");
    }

    private static Manifests janitor(Ground ground) {
        return new Manifests(ground.apps, "janitor", "nobody has made a construct of it", JANITOR, EVERYTHING, LITTLE);
    }

    private static String section(Compilation compilation) {
        String page = ClusterPage.of(
                Objects.requireNonNull(compilation.order(), () -> Compiled.findings(compilation)),
                compilation.schemas().gaps());
        int start = page.indexOf("## Cluster-admin");
        return page.substring(start, page.indexOf("\n## ", start));
    }
}
