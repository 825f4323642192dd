package nutshell.container;

import nutshell.network.InterfaceName;
import nutshell.refusals.Refusal;

/** Lends the containers behind a bridge the host's address, and makes the host pass packets on for them. */
public record AddNat(InterfaceName bridge) implements Step {

    static Step read(Arguments arguments) {
        return new AddNat(arguments.next("the bridge", InterfaceName::onHost));
    }

    @Override
    public String line() {
        return "nat " + bridge;
    }

    @Override
    public void apply(Site site) {
        if (!site.mayChangeHost()) {
            // A link of our name is a thing of ours. Passing packets on is a property of the whole machine.
            throw Refusal.safety(
                    "nat would make this machine a router: net.ipv4.ip_forward holds for all its interfaces",
                    "the lab machine: ./nutshell vm up; or start the shell with --on-this-machine");
        }
        site.hostNetwork().addNat(bridge);
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.leaveOutNetwork(this);
    }

    @Override
    public void describe(Script script) {
        script.network().nat(bridge);
    }
}
