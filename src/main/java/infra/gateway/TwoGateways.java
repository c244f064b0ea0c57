package infra.gateway;

import espalier.Component;
import espalier.Exposure;
import espalier.ServicePort;

/**
 * One gateway for the house and one for the internet: an app hangs on the first unless it has a reason to be reached from
 * everywhere.
 */
public final class TwoGateways implements Exposure {
    private final Exposure inside;
    private final Exposure outside;

    /** @param outside the one that the internet reaches */
    public TwoGateways(Exposure inside, Exposure outside) {
        this.inside = inside;
        this.outside = outside;
    }

    @Override
    public Address expose(Component app, ServicePort port, String host) {
        return inside.expose(app, port, host);
    }

    @Override
    public Address exposeToInternet(Component app, ServicePort port, String host) {
        return outside.expose(app, port, host);
    }
}
