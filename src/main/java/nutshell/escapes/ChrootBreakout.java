package nutshell.escapes;

import java.util.List;

/** Climbs out of a chroot: it moves where paths begin, and nothing keeps a working directory below that; see chroot(2). */
record ChrootBreakout() implements Escape {

    @Override
    public String word() {
        return "chroot-breakout";
    }

    @Override
    public String mistake() {
        return "the root was changed with chroot alone: the host's tree is only out of sight";
    }

    @Override
    public Defence fix() {
        return Defence.PIVOT_ROOT;
    }

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.chrootOnly();
    }

    @Override
    public List<Attack> ways(Scene scene) {
        return List.of(attacker -> {
            attacker.mkdir("/tmp/below");
            attacker.note("the root moves, the working directory stays: now it is above")
                    .chroot("/tmp/below");
            attacker.note("and from there up, to the real root").chdir("../../../../../../../../../..");
            attacker.chroot(".");
            int nonce = attacker.note("only the host's root reads it")
                    .open(scene.stake().nonceFile().toString());
            attacker.tell(nonce).close(nonce);
            attacker.note("a file that only the host's root could leave")
                    .create(scene.stake().left().toString());
        });
    }
}
