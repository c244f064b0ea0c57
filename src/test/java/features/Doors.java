package features;

import espalier.Text;
import espalier.kubernetes.CustomResource.CustomResourceSettings;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.gateway.GatewayClass;
import infra.gateway.LoadBalancerAddress;

/** A class of gateways of nobody in particular. */
record Doors(String id) implements GatewayClass {
    static LoadBalancerAddress at(String address) {
        return new LoadBalancerAddress() {
            @Override
            public Text text() {
                return Text.of(address);
            }

            @Override
            public Mapping annotations() {
                return Mapping.of("example.com/address", address);
            }
        };
    }

    @Override
    public Text name() {
        return Text.of(id);
    }

    @Override
    public void listen(CustomResourceSettings gateway, LoadBalancerAddress address) {
        gateway.spec("addresses", Sequence.of(Mapping.of("type", "IPAddress").put("value", address.text())));
    }

    @Override
    public String serviceOf(String gateway) {
        return gateway;
    }
}
