package espalier.bootstrap;

import espalier.graph.ObjectGraph;
import espalier.live.LiveException;
import espalier.order.Order;
import espalier.tree.Mapping;
import java.util.List;

/** Flux's controllers and definitions, as {@code flux-system/gotk-components.yaml} has them, with the patches beside it. */
final class FluxComponents implements Step {
    private final String install;

    FluxComponents(Order order) {
        ObjectGraph graph = order.graph();
        boolean images = !graph.ofKind("ImagePolicy").isEmpty()
                || !graph.ofKind("ImageUpdateAutomation").isEmpty();
        install = "flux install --version=v" + order.cluster().settings().flux()
                + (images ? " --components-extra=image-reflector-controller,image-automation-controller" : "")
                + " --export > dist/" + order.cluster().name() + "/flux-system/gotk-components.yaml";
    }

    @Override
    public String what() {
        return "flux-system: Flux's controllers";
    }

    @Override
    public List<String> obstacles(Ground ground) throws LiveException, BootstrapException {
        return components(ground).isEmpty() && !isServed(ground)
                ? List.of("there is nothing to install Flux from: "
                        + ground.tree().fluxFile("gotk-components.yaml")
                        + " is empty, and the cluster does not have Flux. Fill it, commit it, and begin again: "
                        + install)
                : List.of();
    }

    @Override
    public Standing standing(Ground ground) throws LiveException, BootstrapException {
        List<Mapping> components = components(ground);
        if (components.isEmpty()) {
            return isServed(ground)
                    ? Standing.THERE
                    : new Standing(false, "missing", List.of("gotk-components.yaml is empty: " + install));
        }
        return new AppliedObjects(what(), components).standing(ground);
    }

    @Override
    public boolean bring(Ground ground) throws LiveException, BootstrapException {
        return new AppliedObjects(what(), components(ground)).bring(ground);
    }

    private static boolean isServed(Ground ground) throws LiveException {
        return ground.cluster().serves("kustomize.toolkit.fluxcd.io/v1", "Kustomization");
    }

    private List<Mapping> components(Ground ground) throws BootstrapException {
        return ground.tree().flux().stream()
                .filter(object -> !UnitSteps.isOfFlux(String.valueOf(object.text("apiVersion"))))
                .toList();
    }
}
