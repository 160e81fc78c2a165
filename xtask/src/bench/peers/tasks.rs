//! What is compared with whom, and what was aimed at.

/// A task of ours and its peers.
pub struct Task {
    /// As the example `peer` knows it.
    pub name: &'static str,
    /// For the reader.
    pub what: &'static str,
    /// Who else does it.
    pub peers: &'static [Peer],
}

/// Another program that does the same.
pub struct Peer {
    /// Its name.
    pub name: &'static str,
    pub program: Program,
    /// Its script in `crates/analysis/benches/peers`.
    pub script: &'static str,
    /// What comes after the folder of data.
    pub arguments: &'static [&'static str],
    /// Modules or library that must be there.
    pub needs: &'static str,
    /// Variable that must be set, for what cannot be found by itself.
    pub variable: Option<&'static str>,
    /// How many times as fast we want to be.
    pub goal: &'static str,
    /// Largest relative difference of the answers.
    pub within: f64,
    /// Takes so long that one round is enough.
    pub slow: bool,
}

/// What runs a script.
#[derive(Clone, Copy)]
pub enum Program {
    Python,
    R,
}

const PYTHON: Peer = Peer {
    name: "",
    program: Program::Python,
    script: "",
    arguments: &[],
    needs: "",
    variable: None,
    goal: "–",
    within: 1e-9,
    slow: false,
};
const R: Peer = Peer { program: Program::R, ..PYTHON };

/// All comparisons.
pub const TASKS: [Task; 12] = [
    Task {
        name: "knox",
        what: "near repeat, 100,000 events × 999 orders",
        peers: &[Peer {
            name: "pair list, numba",
            script: "knox_numba.py",
            arguments: &["knox", "999"],
            needs: "numba",
            goal: "≥ 3×",
            ..PYTHON
        }],
    },
    Task {
        name: "knox_small",
        what: "near repeat, 10,000 events × 99 orders",
        peers: &[
            Peer { name: "pointpats", script: "knox_pointpats.py", needs: "pointpats", goal: "≥ 500×", slow: true, ..PYTHON },
            Peer { name: "pair list, numba", script: "knox_numba.py", arguments: &["knox_small", "99"], needs: "numba", ..PYTHON },
        ],
    },
    Task { name: "scan", what: "permutation scan, 5,000 cases × 999 orders", peers: &[Peer { arguments: &["scan", "999"], ..SATSCAN }] },
    Task {
        name: "scan_cells",
        what: "permutation scan, 100,000 cases in cells of 250 m × 99 orders",
        peers: &[Peer { arguments: &["scan_cells", "99"], ..SATSCAN }],
    },
    Task {
        name: "kde",
        what: "density 200 × 200 of 1 M points",
        peers: &[
            Peer { name: "cells and FFT, numpy", script: "kde_fft.py", needs: "scipy.fft", goal: "≥ 1×", ..PYTHON },
            Peer { name: "KDEpy", script: "kde_kdepy.py", needs: "KDEpy", ..PYTHON },
            Peer { name: "spatstat", script: "kde_spatstat.R", needs: "spatstat.explore", goal: "≥ 50×", within: 0.02, slow: true, ..R },
        ],
    },
    Task {
        name: "gistar",
        what: "Gi* 200 × 200 with its neighbours",
        peers: &[
            Peer { name: "spdep", script: "gistar_spdep.R", needs: "spdep", goal: "≥ 100×", slow: true, ..R },
            Peer { name: "esda", script: "gistar_esda.py", needs: "esda", ..PYTHON },
        ],
    },
    Task {
        name: "dbscan",
        what: "DBSCAN of 1 M points, 100 m, 10",
        peers: &[
            Peer { name: "R dbscan", script: "dbscan.R", needs: "dbscan", goal: "≥ 2×", ..R },
            Peer { name: "scikit-learn", script: "dbscan_sklearn.py", needs: "sklearn.cluster", slow: true, ..PYTHON },
        ],
    },
    Task {
        name: "farrington",
        what: "Farrington flexible, 200 series × 520 weeks, newest week",
        peers: &[Peer { name: "R surveillance", script: "farrington.R", needs: "surveillance", goal: "≥ 50×", ..R }],
    },
    Task {
        name: "stl",
        what: "STL robust, 200 series × 520 weeks",
        // R rounds its windows and jumps by rules of its own.
        peers: &[Peer { name: "R stats", script: "stl.R", needs: "stats", goal: "≥ 2×", within: 1e-4, ..R }],
    },
    Task {
        name: "etest",
        what: "E-test, 2,000 pairs",
        peers: &[Peer {
            name: "statsmodels",
            script: "etest_statsmodels.py",
            needs: "statsmodels.stats.rates",
            goal: "≥ 50×",
            within: 1e-6,
            ..PYTHON
        }],
    },
    Task {
        name: "aoristic",
        what: "aoristic hours of the week, 1 M spans",
        peers: &[
            Peer { name: "loops, numba", script: "aoristic_numba.py", needs: "numba", goal: "≥ 1×", ..PYTHON },
            Peer { name: "DuckDB", script: "aoristic_duckdb.py", needs: "duckdb, pandas", goal: "≥ 7×", ..PYTHON },
        ],
    },
    Task {
        name: "areas",
        what: "1 M points in 3,363 areas of 564 corners, index included",
        peers: &[
            Peer { name: "SedonaDB", script: "areas_sedona.py", needs: "sedonadb, geopandas, geoarrow.pyarrow", goal: "≥ 3×", ..PYTHON },
            Peer { name: "geopandas", script: "areas_geopandas.py", needs: "geopandas", slow: true, ..PYTHON },
            Peer {
                name: "PostGIS",
                script: "areas_postgis.py",
                needs: "psycopg, shapely",
                variable: Some("PEER_POSTGIS"),
                goal: "≥ 10×",
                slow: true,
                ..PYTHON
            },
        ],
    },
];

const SATSCAN: Peer = Peer {
    name: "SaTScan",
    script: "scan_satscan.py",
    needs: "numpy",
    variable: Some("PEER_SATSCAN"),
    goal: "≥ 10×",
    within: 1e-5,
    slow: true,
    ..PYTHON
};
