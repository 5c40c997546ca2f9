/**
 * Inputs and outputs of statistical methods, each worked out by two programs that are not this one, with the text that
 * says the method. Values are exact to nine digits unless a row says otherwise.
 */
export interface Vector<Given> {
  given: Given;
  exact: unknown;
  source: string;
  /** Figures that are not exact to 1e-9. */
  loose?: { fields: string[]; within: number; why: string };
}

const TEN = [12.1, 9.7, 14.3, 11.2, 10.8, 13.5, 9.9, 12.7, 11.6, 10.4];
const OTHER = [10.9, 9.1, 12.2, 10.7, 9.6, 12.1, 9.5, 11.3, 10.8, 9];
const LONGER = [
  12.1, 9.7, 14.3, 11.2, 10.8, 13.5, 9.9, 12.7, 11.6, 10.4, 11.9, 12.4, 10.1, 11.3, 12.9, 11, 10.6, 12.2,
  11.7, 11.1, 12, 10.9, 11.5, 12.3, 11.4, 10.7, 11.8, 12.6, 11.2, 11.6, 11.9, 11.3, 12.1, 11, 11.7, 11.4,
];
const RUN = [
  20.647906, 22.857646, 23.747778, 24.261903, 26.054138, 29.029911, 31.592077, 33.286804, 34.216811,
  36.407024, 37.840288, 37.640484, 36.892917, 37.28587, 37.710227, 39.30634, 38.016176, 38.988436, 41.688425,
  41.133613, 41.044307, 41.784385, 41.088989, 42.002784, 42.861517, 43.571965, 43.177416, 43.609978,
  45.012931, 44.701949, 45.816472, 46.770871, 45.418103, 45.31055, 46.58985, 47.37403, 47.656069, 47.36969,
  47.667736, 49.681254, 49.030664, 49.410199, 48.711137, 48.469834, 49.174983, 48.11748, 48.088063, 47.722266,
  47.23903, 47.955081, 49.53896, 49.646635, 49.135089, 47.72286, 49.018602, 49.330433, 48.719392, 49.79606,
  51.273416, 49.111877, 49.830317, 50.597671, 50.87784, 52.102999, 51.991531, 50.391425, 53.981404, 52.846433,
  53.393462, 54.265618, 53.796364, 50.792909, 48.788911, 48.416492, 48.871215, 47.770137, 47.454339,
  47.728413, 47.893119, 48.674823, 49.108485, 49.303066, 48.862527, 48.34152, 46.90022, 49.071516, 49.521092,
  50.011417, 48.269242, 49.519615, 49.556985, 50.64072, 49.745948, 50.805194, 51.988695, 51.209111, 50.529301,
  49.958477, 50.095581, 52.796631, 51.900508, 51.97198, 49.889484, 47.587047, 48.464219, 48.819403, 50.386253,
  47.93093, 48.962084, 47.514772, 50.013337, 50.765423, 49.554332, 50.41373, 51.176881, 50.938194, 52.197378,
  52.509359, 51.67477, 50.734798, 51.247004, 50.26031, 47.557157, 47.918274, 46.800933, 48.775353, 49.246279,
  50.056278, 51.210972, 50.813146, 50.550563, 50.831503, 52.969582, 51.869077, 50.890639, 50.75072, 51.280103,
  50.673334, 50.190675, 50.966446, 52.724446, 53.264207, 50.574435, 50.338373, 51.596654, 50.098379,
  50.308036, 50.958155, 49.58917, 48.358403, 48.062598, 49.986382, 49.854545, 50.147179, 49.454548, 49.587891,
  47.734801, 47.976382, 48.926693, 47.654838, 48.355957, 48.693785, 49.907945, 47.331389, 47.991111, 48.92193,
  49.138578, 49.73014, 48.578445, 50.83564, 51.604196, 51.495267, 52.275543, 51.232407, 51.888783, 50.263045,
  51.785105, 52.255364, 50.688701, 49.615892, 50.360981, 50.27366, 51.326288, 50.918293, 50.85687, 50.567782,
  50.453099, 49.561745, 48.527713, 49.55051, 49.990116, 48.428009, 48.453797, 49.979547, 49.99129, 48.890013,
  49.522102, 48.764967, 48.76613, 50.396619,
];
const LIFETIMES = [
  { time: 2, ended: true },
  { time: 3, ended: true },
  { time: 3, ended: false },
  { time: 5, ended: true },
  { time: 6, ended: true },
  { time: 8, ended: false },
  { time: 8, ended: true },
  { time: 12, ended: true },
  { time: 15, ended: false },
  { time: 20, ended: false },
];
const STRETCHES = [
  { from: 0, until: 5, rate: 1 },
  { from: 5, until: 7, rate: 3 },
  { from: 7, until: 10, rate: 0.7 },
];
const MEANS = [20, 22, 24, 30];
const DEVIATIONS = [4, 5, 3, 6];

/** Student t intervals of a mean. */
export const MEAN_INTERVALS = [
  {
    given: { values: TEN, confidence: 0.95 },
    exact: {
      mean: 11.620000000000001,
      low: 10.524779465658037,
      high: 12.715220534341965,
      deviation: 1.531012736720371,
      half: 1.0952205343419643,
      relative: 0.09425305803287128,
    },
    source: 'Law, Simulation Modeling and Analysis, 5th ed. 2015, sec. 9.4.1',
  },
  {
    given: { values: TEN, confidence: 0.99 },
    exact: {
      mean: 11.620000000000001,
      low: 10.046596225532214,
      high: 13.193403774467788,
      deviation: 1.531012736720371,
      half: 1.573403774467787,
      relative: 0.13540479986814,
    },
    source: 'Law, Simulation Modeling and Analysis, 5th ed. 2015, sec. 9.4.1',
  },
];

/** Where one further value will lie. */
export const PREDICTION_INTERVALS = [
  {
    given: { values: TEN, confidence: 0.95 },
    exact: { low: 7.9875644248951545, high: 15.252435575104847 },
    source: 'Whitmore 1986; Hahn and Meeker, Statistical Intervals, 1991',
  },
];

/** When the half width is at most g / (1 + g) of the mean, looked at after each value from the third on; the interval is that of the values used. */
export const PRECISION_STOPS = [
  {
    given: { values: LONGER, precision: 0.2, confidence: 0.95, fewest: 3 },
    exact: {
      n: 6,
      mean: 11.933333333333332,
      low: 10.12213186375861,
      high: 13.744534802908053,
      deviation: 1.7258814173246864,
      half: 1.8112014695747207,
      relative: 0.1517766594615688,
    },
    source: 'Law, Simulation Modeling and Analysis, 5th ed. 2015, sec. 9.4.1',
  },
  {
    given: { values: LONGER, precision: 0.15, confidence: 0.95, fewest: 3 },
    exact: {
      n: 8,
      mean: 11.775,
      low: 10.382687175753373,
      high: 13.167312824246627,
      deviation: 1.6654042838216279,
      half: 1.3923128242466263,
      relative: 0.11824312732455425,
    },
    source: 'Law, Simulation Modeling and Analysis, 5th ed. 2015, sec. 9.4.1',
  },
  {
    given: { values: LONGER, precision: 0.1, confidence: 0.95, fewest: 3 },
    exact: {
      n: 11,
      mean: 11.645454545454545,
      low: 10.668040981458802,
      high: 12.622868109450287,
      deviation: 1.4548976846250299,
      half: 0.977413563995742,
      relative: 0.08393090713468511,
    },
    source: 'Law, Simulation Modeling and Analysis, 5th ed. 2015, sec. 9.4.1',
  },
  {
    given: { values: LONGER, precision: 0.05, confidence: 0.95, fewest: 3 },
    exact: {
      n: 21,
      mean: 11.59047619047619,
      low: 11.05190106415552,
      high: 12.12905131679686,
      deviation: 1.1831757104947522,
      half: 0.5385751263206695,
      relative: 0.04646704047959762,
    },
    source: 'Law, Simulation Modeling and Analysis, 5th ed. 2015, sec. 9.4.1',
  },
  {
    given: { values: LONGER, precision: 0.01, confidence: 0.95, fewest: 3 },
    exact: { n: undefined },
    source: 'Law, Simulation Modeling and Analysis, 5th ed. 2015, sec. 9.4.1',
  },
];

/** Paired t interval of a - b; the reduction is beside the sum of both variances. */
export const PAIRED = [
  {
    given: { a: TEN, b: OTHER },
    exact: {
      mean: 1.1,
      low: 0.7244849393105506,
      high: 1.4755150606894496,
      deviation: 0.5249338582674544,
      half: 0.37551506068944956,
      relative: 0.3413773278994996,
      correlation: 0.9588682476367645,
      varianceReduction: 0.9259524662605995,
    },
    source: 'Law, Simulation Modeling and Analysis, 5th ed. 2015, sec. 10.2.1 and 11.2',
  },
];

/** Two independent samples of unlike variance. */
export const WELCH = [
  {
    given: { a: TEN, b: OTHER },
    exact: {
      mean: 1.1000000000000014,
      t: 1.8031979236073636,
      freedom: 16.862188595344538,
      p: 0.08925559341363237,
      low: -0.18784689316312497,
      high: 2.387846893163128,
    },
    source: 'Welch 1938; Law, Simulation Modeling and Analysis, 5th ed. 2015, sec. 10.2.2',
  },
];

/** All 2^n signs counted, ties at their middle ranks; the smaller rank sum. */
export const SIGNED_RANKS = [
  {
    given: { differences: [1.2, 0.6, 2.1, 0.5, 1.2, 1.4, 0.4, 1.4, 0.8, 1.4] },
    exact: { statistic: 0, p: 0.001953125 },
    source: 'Wilcoxon 1945',
  },
];

/** Means of 5, cuts in the first half, squares over (n - d)^2; the mean is that of retained batch means. */
export const TRUNCATIONS = [
  {
    given: { values: RUN, batch: 5 },
    exact: { drop: 70, statistic: 0.0451091605218141, mean: 49.9234628, settled: true },
    source: 'White, Cobb and Spratt 2000; White and Robinson 2010',
  },
];

/** 95 % t interval over 8 batches of 20. */
export const BATCH_MEANS = [
  {
    given: { values: RUN.slice(40), batches: 8 },
    exact: {
      mean: 49.922130781250004,
      low: 49.50624939842987,
      high: 50.338012164070136,
      deviation: 0.4974533197200698,
      half: 0.4158813828201321,
      relative: 0.008330601605176893,
    },
    source: 'Law, Simulation Modeling and Analysis, 5th ed. 2015, sec. 9.5.3; Schmeiser 1982',
  },
];

/** All batches of 20; variance is n Var(mean). */
export const OVERLAPPING = [
  {
    given: { values: RUN.slice(40), size: 20 },
    exact: { variance: 8.842860645520545, error: 0.23509121428607963 },
    source: 'Meketon and Schmeiser 1984',
  },
];

/** Ratio without k / (k - 1); z positive for positive correlation. */
export const VON_NEUMANN = [
  {
    given: {
      means: [
        48.860603049999995, 50.5232711, 49.81176715, 50.1702441, 50.242917399999996, 49.85980575,
        50.12946115000001, 49.778976549999996,
      ],
    },
    exact: { ratio: 2.163016834749905, z: -0.26411745887233457 },
    source: 'von Neumann 1941; Fishman and Yarberry 1997',
  },
];

/** Equal tails, not the shortest. */
export const QUANTILE_RANKS = [
  {
    given: { n: 60, p: 0.9, confidence: 0.95 },
    exact: { low: 49, high: 59, coverage: 0.9716382358365523 },
    source: 'Conover; Law, Simulation Modeling and Analysis, 5th ed. 2015, sec. 9 (p. 531)',
  },
];

/** The ensemble as the whole law, and as a sample of it. */
export const CRPS_ENSEMBLE = [
  {
    given: { members: [3, 5, 8, 9, 14], observed: 7 },
    exact: { whole: 1.12, fair: 0.6000000000000001 },
    source: 'Gneiting and Raftery 2007; Ferro 2014',
  },
];

/** A normal law. */
export const CRPS_NORMAL = [
  {
    given: { mu: 10, sigma: 3, observed: 12 },
    exact: 1.2141491323031532,
    source: 'Gneiting and Raftery 2007',
  },
];

/** Loss of a quantile. */
export const PINBALL = [
  {
    given: { p: 0.1, predicted: 4, observed: 7 },
    exact: 0.30000000000000004,
    source: 'Koenker and Bassett 1978; Gneiting 2011',
  },
  {
    given: { p: 0.5, predicted: 8, observed: 7 },
    exact: 0.5,
    source: 'Koenker and Bassett 1978; Gneiting 2011',
  },
  {
    given: { p: 0.9, predicted: 13, observed: 7 },
    exact: 0.5999999999999999,
    source: 'Koenker and Bassett 1978; Gneiting 2011',
  },
];

/** Central interval of 80 %. */
export const INTERVAL_SCORES = [
  {
    given: { low: 4, high: 6.5, observed: 7, level: 0.8 },
    exact: 7.5,
    source: 'Gneiting and Raftery 2007, eq. 43',
  },
];

/** A median and three pairs. */
export const WEIGHTED_INTERVAL_SCORES = [
  {
    given: {
      shares: [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975],
      predicted: [2, 4, 6, 8, 10, 13, 16],
      observed: 7,
    },
    exact: 0.7857142857142857,
    source: 'Bracher, Ray, Gneiting and Reich 2021',
  },
];

/** Scaled by the naive forecast, plain and of a season. */
export const MASE = [
  {
    given: {
      past: [10, 12, 9, 14, 13, 15, 11, 16],
      predicted: [14, 15, 13],
      observed: [15, 17, 12],
      season: 1,
    },
    exact: 0.42424242424242425,
    source: 'Hyndman and Koehler 2006',
  },
  {
    given: {
      past: [10, 12, 9, 14, 13, 15, 11, 16],
      predicted: [14, 15, 13],
      observed: [15, 17, 12],
      season: 4,
    },
    exact: 0.5333333333333333,
    source: 'Hyndman and Koehler 2006',
  },
];

/** Without chance, in the middle of M + 1 bins. */
export const PIT = [
  {
    given: { members: [3, 5, 8, 9, 14], observed: 7 },
    exact: { below: 2, pit: 0.4166666666666667 },
    source: 'Dawid 1984; Hamill 2001',
  },
];

/** P over all outcomes no likelier than the one seen; twice the tail would be 0.084. */
export const COVERAGE = [
  {
    given: { hits: 32, n: 40, nominal: 0.9 },
    exact: { share: 0.8, p: 0.05668282561479828, low: 0.6524269365360051, high: 0.8950001027456229 },
    source: 'Kupiec 1995; Wilson 1927',
  },
];

/** At equal times ends come first; the median is the first time with survival of at most one half. */
export const SURVIVAL = [
  {
    given: { lifetimes: LIFETIMES, until: 12 },
    exact: {
      steps: [
        { time: 2, atRisk: 10, ended: 1, survival: 0.9, error: 0.09486832980505137 },
        { time: 3, atRisk: 9, ended: 1, survival: 0.7999999999999999, error: 0.12649110640673517 },
        { time: 5, atRisk: 7, ended: 1, survival: 0.6857142857142857, error: 0.1514940174323206 },
        { time: 6, atRisk: 6, ended: 1, survival: 0.5714285714285715, error: 0.163774715491746 },
        { time: 8, atRisk: 5, ended: 1, survival: 0.45714285714285724, error: 0.16617809828570743 },
        { time: 12, atRisk: 3, ended: 1, survival: 0.30476190476190484, error: 0.16659344034390813 },
      ],
      median: 8,
      restrictedMean: 8.157142857142858,
      meanOfEnded: 6,
    },
    source: 'Kaplan and Meier 1958; Greenwood 1926',
  },
];

/** Full maximum likelihood, the sigma of the lognormal over n, statistics unmodified. */
export const FITS = [
  {
    given: {
      times: [0.31, 0.52, 0.77, 0.94, 1.18, 1.42, 1.71, 2.05, 2.46, 2.93, 3.58, 4.4, 5.52, 7.35, 11.9],
    },
    exact: {
      exponential: {
        parameters: { mean: 3.136 },
        logLikelihood: -32.14422153732242,
        aic: 66.28844307464485,
        bic: 66.99649327574706,
        andersonDarling: 0.17165189917031756,
        kolmogorovSmirnov: 0.0941232691100417,
        cramerVonMises: 0.017976620149009002,
      },
      gamma: {
        parameters: { shape: 1.2754897547727848, scale: 2.4586634179265876 },
        logLikelihood: -31.886901573278962,
        aic: 67.77380314655792,
        bic: 69.18990354876235,
        andersonDarling: 0.1631904913422169,
        kolmogorovSmirnov: 0.0895607458327503,
        cramerVonMises: 0.023217732591759806,
      },
      weibull: {
        parameters: { shape: 1.1096409655196036, scale: 3.2707733634744955 },
        logLikelihood: -32.00881369749061,
        aic: 68.01762739498122,
        bic: 69.43372779718564,
        andersonDarling: 0.16199362442919454,
        kolmogorovSmirnov: 0.08463843090600012,
        cramerVonMises: 0.021138541157667192,
      },
      lognormal: {
        parameters: { mu: 0.702260169662322, sigma: 0.9745294026146692 },
        logLikelihood: -31.430971715669912,
        aic: 66.86194343133982,
        bic: 68.27804383354425,
        andersonDarling: 0.07297044609640028,
        kolmogorovSmirnov: 0.05509451005941483,
        cramerVonMises: 0.008080316205147828,
      },
    },
    source: "Law 2015, ch. 6; D'Agostino and Stephens 1986",
    loose: {
      fields: ['shape', 'scale', 'mu', 'sigma', 'andersonDarling', 'kolmogorovSmirnov', 'cramerVonMises'],
      within: 2e-7,
      why: 'the reference was found by an optimizer and is said to be off by up to 1.3e-7',
    },
  },
];

/** Ends over exposure. */
export const CENSORED_EXPONENTIAL = [
  {
    given: { lifetimes: LIFETIMES },
    exact: { rate: 0.07317073170731707, mean: 13.666666666666666 },
    source: 'Lawless 2003',
  },
];

/** Maximum likelihood. */
export const CENSORED_WEIBULL = [
  {
    given: { lifetimes: LIFETIMES },
    exact: { shape: 1.266012611087707, scale: 12.981435918360946, logLikelihood: -21.461894502264528 },
    source: 'Lawless 2003',
    loose: {
      fields: ['shape', 'scale'],
      within: 2e-8,
      why: 'the scale of the reference is off by 1.4e-8, an optimizer having found it',
    },
  },
];

/** Variance over n - 1; p is the upper tail of chi-squared of n - 1. */
export const DISPERSION = [
  {
    given: { counts: [4, 7, 3, 12, 5, 9, 2, 15, 6, 8, 4, 11] },
    exact: {
      mean: 7.166666666666667,
      variance: 15.787878787878787,
      index: 2.2029598308668077,
      chiSquared: 24.232558139534884,
      freedom: 11,
      p: 0.011787595055512858,
      sizeByMoments: 5.957527826596368,
      poissonLikelihood: -34.1562471385112,
      logLikelihood: -32.2742569211927,
      size: 6.935699143856325,
    },
    source: 'Cochran 1954; Cameron and Trivedi 2013',
    loose: {
      fields: ['size'],
      within: 1e-7,
      why: 'the r of the reference is off by 4.4e-8, an optimizer having found it',
    },
  },
];

/** Exact. */
export const POISSON_RATES = [
  {
    given: { total: 86, exposure: 12 },
    exact: { mean: 7.166666666666667, low: 5.732408270347499, high: 8.850775031828933 },
    source: 'Garwood 1936',
  },
];

/** After the prior of Jeffreys, gamma of shape 0.5 and rate 0. */
export const RATE_POSTERIORS = [
  {
    given: { total: 86, exposure: 12 },
    exact: { mean: 7.208333333333333, low: 5.769674171141526, high: 8.804719561665562 },
    source: 'Jeffreys 1961',
  },
];

/** First gap from 0, nothing after the last event; p exact, two-sided, of 12 values. */
export const RESCALED_GAPS = [
  {
    given: { stretches: STRETCHES, events: [0.4, 1.1, 1.9, 2.2, 3.8, 5.5, 5.9, 6.1, 6.6, 6.8, 7.4, 8.9] },
    exact: {
      expected: [
        0.4, 1.1, 1.9, 2.2, 3.8, 6.5, 7.700000000000001, 8.299999999999999, 9.799999999999999,
        10.399999999999999, 11.280000000000001, 12.33,
      ],
      shares: [
        0.3296799539643607, 0.5034146962085906, 0.5506710358827783, 0.25918177931828235, 0.7981034820053445,
        0.9327944872602503, 0.6988057880877983, 0.4511883639059724, 0.7768698398515702, 0.4511883639059734,
        0.5852170883184197, 0.6500622508888443,
      ],
      distance: 0.28452169723930576,
      p: 0.23635301722966817,
    },
    source: 'Brown, Barbieri, Ventura, Kass and Frank 2002; Kim and Whitt 2014',
  },
];

/** Times by which so many events are expected. */
export const INVERSIONS = [
  {
    given: { stretches: STRETCHES, events: [0.5, 4.9, 5, 8, 11, 13] },
    exact: [0.5, 4.9, 5, 6, 7, 9.857142857142858],
    source: 'Cinlar 1975; Leemis 1991',
  },
];

/** By integration; first and third act together by the third's total. */
export const ISHIGAMI = [
  {
    given: { a: 7, b: 0.1 },
    exact: {
      mean: 3.5,
      variance: 13.844587940719254,
      first: [0.31390519114781146, 0.4424111447900409, 0],
      total: [0.5575888552099592, 0.4424111447900409, 0.2436836640621477],
      together: 0.2436836640621477,
    },
    source: 'Ishigami and Homma 1990; Saltelli et al. 2010',
  },
];

/** By integration. */
export const G_FUNCTION = [
  {
    given: { a: [0, 0.5, 3, 9, 99, 99] },
    exact: {
      variance: 0.5680709251532503,
      first: [
        0.5867811897667689, 0.2607916398963417, 0.03667382436042305, 0.005867811897667689,
        5.867811897667689e-5, 5.867811897667689e-5,
      ],
      total: [
        0.6900858923250766, 0.35617336378068465, 0.0563335422306185, 0.00917057664219371,
        9.200838536383143e-5, 9.200838536383143e-5,
      ],
    },
    source: 'Saltelli and Sobol 1995',
  },
];

/** Variance of all of a and b, divided by their number; nothing centered. */
export const SOBOL_INDICES = [
  {
    given: { atA: [1, 3, 2, 5], atB: [2, 2.5, 4, 1], atAB: [1.5, 3.5, 2, 4] },
    exact: { first: 0.18223234624145787, total: 0.10933940774487472 },
    source: 'Saltelli et al. 2010; Jansen 1999',
  },
];

/** 2 x - 3 y + 0 z on the unit cube, 4 levels. */
export const ELEMENTARY_EFFECTS = [
  {
    given: { slopes: [2, -3, 0], levels: 4, leap: 0.6666666666666666 },
    exact: { meanAbsolute: [2, 3, 0], mean: [2, -3, 0], deviation: [0, 0, 0] },
    source: 'Morris 1991; Campolongo, Cariboni and Saltelli 2007',
  },
];

/** Smaller is better; not rounded. */
export const ALLOCATIONS = [
  {
    given: { means: MEANS, deviations: DEVIATIONS, total: 400, goal: 'min' as const },
    exact: [165.49211430476484, 204.3463625786294, 18.391172632076646, 11.770350484529054],
    source: 'Chen, Lin, Yucesan and Chick 2000',
  },
];

/** Normal tails of 30 values each, by Bonferroni. */
export const PROBABILITIES_OF_BEST = [
  {
    given: { means: MEANS, deviations: DEVIATIONS, counts: [30, 30, 30, 30], goal: 'min' as const },
    exact: 0.956434895606862,
    source: 'Chen and Lee 2010',
  },
];

/** C = 1; valid under common random numbers. */
export const KN_CONSTANTS = [
  {
    given: { k: 2, first: 10, alpha: 0.05 },
    exact: { eta: 0.3340502686000293, h2: 6.012904834800527 },
    source: 'Kim and Nelson 2001',
  },
  {
    given: { k: 4, first: 10, alpha: 0.05 },
    exact: { eta: 0.5646801866188322, h2: 10.16424335913898 },
    source: 'Kim and Nelson 2001',
  },
  {
    given: { k: 5, first: 20, alpha: 0.05 },
    exact: { eta: 0.2372383155351937, h2: 9.01505599033736 },
    source: 'Kim and Nelson 2001',
  },
  {
    given: { k: 10, first: 20, alpha: 0.1 },
    exact: { eta: 0.2464356516037437, h2: 9.36455476094226 },
    source: 'Kim and Nelson 2001',
  },
];

/** To the digits given, the rest having been cut. */
export const RINOTT = [
  {
    given: { k: 2, first: 20, confidence: 0.95 },
    exact: 2.4524732526217,
    source: 'Rinott 1978; Wilcox 1984',
  },
  {
    given: { k: 5, first: 20, confidence: 0.95 },
    exact: 3.3854187315649,
    source: 'Rinott 1978; Wilcox 1984',
  },
  {
    given: { k: 10, first: 20, confidence: 0.95 },
    exact: 3.875276635651,
    source: 'Rinott 1978; Wilcox 1984',
  },
];

/** Of 1 to 999 degrees. */
export const STUDENT_QUANTILES = [
  {
    given: { p: 0.975, freedom: [1, 2, 5, 9, 29, 99, 999] },
    exact: [
      12.706204736174694, 4.302652729749462, 2.5705818356363146, 2.262157162798205, 2.045229642132703,
      1.9842169515864174, 1.9623414611334493,
    ],
    source: 'SciPy',
  },
];

/** 10 against 8 + 4 theta, theta normal of mean 0.25 and deviation 1. */
export const INFORMATION = [
  {
    given: {
      choices: [
        { at0: 10, slope: 0 },
        { at0: 8, slope: 4 },
      ],
      mu: 0.25,
      sigma: 1,
    },
    exact: { best: 0, informed: 11.14537879289432, worth: 1.1453787928943209 },
    source: 'Raiffa and Schlaifer 1961',
  },
];
