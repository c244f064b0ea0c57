package infra;

import espalier.ServicePort;
import espalier.kubernetes.InitContainers;

/** A PostgreSQL that apps have a {@link Database} in, whoever runs it. */
public interface DatabaseServer {
    /** Where clients connect who may write. */
    ServicePort port();

    /** Sees to it that the server has {@code database} and its role, by objects made in it; said once of each. */
    void make(Database database);

    /** Adds what {@code pod} has to do before each of its starts for {@code database} to be there; by default nothing. */
    default void before(InitContainers pod, Database database) {}
}
