# What a workshop's room or lab machine may take of this host, set before anything of it runs.

# Bounds this process and all that comes of it, by a group of this name in each hierarchy of v1. In v2's one tree the group
# is $tree, and not entered: whoever is to divide it must not be in it.
tree=
bound() { # GROUP PROCESSES BYTES PROCESSORS
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
        tree=/sys/fs/cgroup
        for level in $(echo "$1" | tr / ' '); do
            echo '+cpu +memory +pids' >"$tree/cgroup.subtree_control"
            tree=$tree/$level
            mkdir -p "$tree"
        done
        echo "$2" >"$tree/pids.max"
        echo "$3" >"$tree/memory.max"
        echo "${4}00000 100000" >"$tree/cpu.max"
        [ ! -e "$tree/memory.swap.max" ] || echo 0 >"$tree/memory.swap.max"
    else
        limit pids "$1" pids.max "$2"
        limit memory "$1" memory.limit_in_bytes "$3"
        limit cpu "$1" cpu.cfs_quota_us "${4}00000"
        for controller in pids memory cpu; do echo 0 >"/sys/fs/cgroup/$controller/$1/cgroup.procs"; done
    fi
}

limit() { # CONTROLLER GROUP FILE VALUE
    mkdir -p "/sys/fs/cgroup/$1/$2"
    echo "$4" >"/sys/fs/cgroup/$1/$2/$3"
}
