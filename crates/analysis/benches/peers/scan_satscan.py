"""SaTScan's space-time permutation scan in batch; the program is named by PEER_SATSCAN."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from peer import column, timed

NAME, ORDERS = sys.argv[2], int(sys.argv[3])
PROGRAM = os.environ["PEER_SATSCAN"]

x, y, t = (column(f"{NAME}_{axis}") for axis in "xyt")
places, of_case = np.unique(np.column_stack([x, y]), axis=0, return_inverse=True)
folder = Path(tempfile.mkdtemp())
days, counts = np.unique(np.column_stack([of_case.ravel(), t]), axis=0, return_counts=True)
start = np.datetime64("2023-01-01")
(folder / "cases.cas").write_text(
    "".join(f"{int(p)} {n} {str(start + int(d)).replace('-', '/')}\n" for (p, d), n in zip(days, counts))
)
(folder / "places.geo").write_text("".join(f"{p} {a:.3f} {b:.3f}\n" for p, (a, b) in enumerate(places)))
(folder / "ask.prm").write_text(f"""[Input]
CaseFile={folder}/cases.cas
PrecisionCaseTimes=3
StartDate=2023/1/1
EndDate=2023/12/31
CoordinatesFile={folder}/places.geo
CoordinatesType=0
[Analysis]
AnalysisType=3
ModelType=2
ScanAreas=1
TimeAggregationUnits=3
TimeAggregationLength=1
[Output]
ResultsFile={folder}/found.txt
[Spatial Window]
MaxSpatialSizeInPopulationAtRisk=50
MaxSpatialSizeInDistanceFromCenter=1000
UseDistanceFromCenterOption=y
[Temporal Window]
MinimumTemporalClusterSize=1
MaxTemporalSizeInterpretation=1
MaxTemporalSize=14
[Inference]
PValueReportType=1
MonteCarloReps={ORDERS}
[System]
NumberParallelProcesses=2
Version=10.3.2
""")


def scanned():
    subprocess.run([PROGRAM, folder / "ask.prm"], check=True, stdout=subprocess.DEVNULL)
    return (folder / "found.txt").read_text()


timed(scanned, lambda text: [float(v) for v in re.findall(r"Test statistic\.*: ([0-9.]+)", text)[:3]])
shutil.rmtree(folder)
